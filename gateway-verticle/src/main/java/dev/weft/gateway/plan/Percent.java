package dev.weft.gateway.plan;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of one value: everything but the unreserved characters of RFC 3986. */
final class Percent {
  private Percent() {}

  static void encode(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!unreserved(value.charAt(i))) {
        encodeAll(out, value);
        return;
      }
    }
    out.append(value);
  }

  private static void encodeAll(StringBuilder out, String value) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && unreserved((char) b)) {
        out.append((char) b);
      } else {
        out.append('%').append(hex(b >> 4)).append(hex(b));
      }
    }
  }

  private static char hex(int b) {
    return "0123456789ABCDEF".charAt(b & 15);
  }

  private static boolean unreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
