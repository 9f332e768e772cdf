package dev.weft.gateway.json;

/**
 * Tokens as most of them are, each wholly in one array: where they end, or -1 when that is not to
 * be decided here.
 */
final class Tokens {
  private static final int LONGEST_NUMBER = 256;

  private Tokens() {}

  /** The first index that is no white space, at most {@code last}. */
  static int space(byte[] in, int from, int last) {
    int i = from;
    while (i < last) {
      byte b = in[i];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        break;
      }
      i++;
    }
    return i;
  }

  /** The index after the closing quote, -1 when it is not to be found here. */
  static int text(byte[] in, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to) {
      long special = Words.special(Words.at(in, i));
      if (special == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Words.index(special);
      byte b = in[i];
      if (b == '"') {
        return i + 1;
      }
      if (i + 6 > to) {
        return -1;
      }
      if (b == '\\') {
        int length = escape(in, i);
        if (length < 0) {
          return -1;
        }
        i += length;
      } else {
        int length = character(in, i);
        if (length < 0) {
          return -1;
        }
        i += length;
      }
    }
    return -1;
  }

  /** The length of an escape, -1 when it is none. */
  private static int escape(byte[] in, int i) {
    return switch (in[i + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' ->
          isHex(in[i + 2]) && isHex(in[i + 3]) && isHex(in[i + 4]) && isHex(in[i + 5]) ? 6 : -1;
      default -> -1;
    };
  }

  private static boolean isHex(byte b) {
    int lower = b | 0x20;
    return (b >= '0' && b <= '9') || (lower >= 'a' && lower <= 'f');
  }

  /** The length of a character that is not ASCII, -1 when it is none; three bytes are readable. */
  private static int character(byte[] in, int i) {
    int b = in[i] & 0xff;
    int one = in[i + 1];
    if (b < 0xC2 || one >= -0x40) {
      return -1;
    }
    if (b < 0xE0) {
      return 2;
    }
    int two = in[i + 2];
    if (b < 0xF0) {
      boolean bad = two >= -0x40 || (b == 0xE0 && one < -0x60) || (b == 0xED && one >= -0x60);
      return bad ? -1 : 3;
    }
    boolean bad =
        b > 0xF4
            || two >= -0x40
            || in[i + 3] >= -0x40
            || (b == 0xF0 && one < -0x70)
            || (b == 0xF4 && one >= -0x70);
    return bad ? -1 : 4;
  }

  /** The index after a number of digits and perhaps a fraction, -1 for any other. */
  static int number(byte[] in, int from, int to) {
    int begin = in[from] == '-' ? from + 1 : from;
    int i = digits(in, begin, to);
    if (i <= begin || (in[begin] == '0' && i > begin + 1)) {
      return -1;
    }
    byte b = in[i];
    if (b == '.') {
      int fraction = i + 1;
      i = digits(in, fraction, to);
      if (i <= fraction) {
        return -1;
      }
      b = in[i];
    }
    return (b | 0x20) == 'e' || i - from > LONGEST_NUMBER ? -1 : i;
  }

  /** The index of the first byte that is no digit, -1 when that is beyond what can be seen. */
  private static int digits(byte[] in, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to) {
      int digits = Words.digits(Words.at(in, i));
      i += digits;
      if (digits < Long.BYTES) {
        return i;
      }
    }
    return -1;
  }
}
