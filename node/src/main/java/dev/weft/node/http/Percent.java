package dev.weft.node.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Percent-decoding (RFC 3986, UTF-8). */
final class Percent {

  private Percent() {}

  /** The decoded text, or null when an escape is cut short or the bytes are not UTF-8. */
  static @Nullable String decode(String raw, int start, int end) {
    int first = raw.indexOf('%', start);
    if (first < 0 || first >= end) {
      return raw.substring(start, end);
    }
    var bytes = unescaped(raw, start, end, false);
    try {
      return bytes == null ? null : StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /** Decodes what can be decoded, as servers do that refuse nothing. */
  static String decodeLoosely(String raw) {
    var bytes = Objects.requireNonNull(unescaped(raw, 0, raw.length(), true));
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static @Nullable ByteBuffer unescaped(String raw, int start, int end, boolean loosely) {
    var bytes = ByteBuffer.allocate((end - start) * 3);
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      int value = c == '%' && i + 2 < end ? hex(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
      if (value >= 0) {
        bytes.put((byte) value);
        i += 2;
      } else if (c == '%' && !loosely) {
        return null;
      } else if (c < 0x80) {
        bytes.put((byte) c);
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.flip();
  }

  private static int hex(char high, char low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 || high > 'f' || low > 'f' ? -1 : h * 16 + l;
  }
}
