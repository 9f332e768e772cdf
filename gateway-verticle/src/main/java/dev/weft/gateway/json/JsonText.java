package dev.weft.gateway.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Strings to and from their JSON form. */
public final class JsonText {
  private JsonText() {}

  /** The text as a JSON string with its quotes. */
  public static String quote(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
            out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(hex(c, 8));
            out.append(hex(c, 4)).append(hex(c, 0));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static char hex(char c, int bits) {
    return Character.forDigit((c >> bits) & 15, 16);
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** The inside of a JSON string that was checked before, decoded. */
  static String unescape(String raw) {
    var out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = raw.charAt(++i);
      if (escaped == 'u') {
        out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        out.append(plain(escaped));
      }
    }
    return out.toString();
  }

  /**
   * The inside of a JSON string that was checked before, decoded to UTF-8, where half of a
   * surrogate pair stays what it is, so that different strings stay different.
   */
  static byte[] decoded(byte[] in, int from, int to) {
    var text = unescape(new String(in, from, to - from, StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && !paired(text, i)) {
        out.write(0xE0 | (c >> 12));
        out.write(0x80 | ((c >> 6) & 0x3F));
        out.write(0x80 | (c & 0x3F));
      } else {
        int length = Character.isSurrogate(c) ? 2 : 1;
        out.writeBytes(text.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
        i += length - 1;
      }
    }
    return out.toByteArray();
  }

  private static char plain(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }
}
