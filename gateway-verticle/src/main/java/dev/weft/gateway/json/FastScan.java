package dev.weft.gateway.json;

import org.jspecify.annotations.Nullable;

/**
 * The inner loop of {@link JsonScanner}: goes over all tokens that lie wholly in one piece and are
 * as most tokens are. It stops before the first that is not, and says what may come there; it
 * reports nothing wrong by itself, so what it refuses to decide is decided once, elsewhere. Long,
 * because everything it needs stays in registers this way.
 */
final class FastScan {
  /** So much must be there beyond the beginning of a token that words can be read blindly. */
  private static final int MARGIN = 16;

  private static final int LONGEST_NUMBER = 256;
  private static final int NULL = Words.wordOf("null");
  private static final int TRUE = Words.wordOf("true");
  private static final int FALS = Words.wordOf("fals");

  private final Nesting nesting;
  private final @Nullable TapeBuilder tape;

  /** What may come at the position where it stopped. */
  Expected expected = Expected.VALUE;

  FastScan(Nesting nesting, @Nullable TapeBuilder tape) {
    this.nesting = nesting;
    this.tape = tape;
  }

  /**
   * Scans on from a value, or from what may follow one.
   *
   * @param shift what makes an index a position in the whole text
   * @return where it stopped
   */
  int run(byte[] in, int from, int to, long shift) {
    int last = to - MARGIN;
    int i = from;
    boolean after = expected == Expected.COMMA_OR_END;
    boolean value = !after;
    int depth = nesting.depth;
    boolean[] objects = nesting.objects;
    KeyNode[] left = nesting.left;
    KeyNode node = nesting.node;
    boolean inObject = objects[depth];
    Expected stop;
    loop:
    for (; ; ) {
      if (!after) {
        // ---- a key with its colon
        if (inObject && !value) {
          if (i >= last) {
            stop = Expected.KEY;
            break;
          }
          byte b = in[i];
          if (b <= ' ') {
            i = space(in, i, last);
            b = in[i];
          }
          KeyNode likely = node.likely;
          if (i < last && likely.isAt(in, i, to)) {
            node = likely;
            if (tape != null) {
              tape.begin(i + shift);
              tape.end(i + likely.field.length - 1 + shift);
            }
            i += likely.field.length;
          } else {
            if (b != '"' || i >= last) {
              stop = Expected.KEY;
              break;
            }
            nesting.depth = depth;
            nesting.node = node;
            int end = otherKey(in, i + 1, to);
            if (end < 0) {
              stop = Expected.KEY;
              break;
            }
            node = nesting.node;
            if (tape != null) {
              tape.begin(i + shift);
              tape.end(end + shift);
            }
            i = end;
            if (i >= last) {
              stop = Expected.COLON;
              break;
            }
            b = in[i];
            if (b <= ' ') {
              i = space(in, i, last);
              b = in[i];
            }
            if (b != ':' || i >= last) {
              stop = Expected.COLON;
              break;
            }
            i++;
          }
        }
        value = false;
        // ---- a value
        if (i >= last) {
          stop = Expected.VALUE;
          break;
        }
        byte b = in[i];
        if (b <= ' ') {
          i = space(in, i, last);
          b = in[i];
          if (i >= last) {
            stop = Expected.VALUE;
            break;
          }
        }
        if (b == '"') {
          int s = text(in, i + 1, to);
          if (s < 0) {
            stop = Expected.VALUE;
            break;
          }
          if (tape != null) {
            tape.begin(i + shift);
            tape.end(s + shift);
          }
          i = s;
        } else if (b <= '9') {
          int n = number(in, i, to);
          if (n < 0) {
            stop = Expected.VALUE;
            break;
          }
          if (tape != null) {
            tape.begin(i + shift);
            tape.end(n + shift);
          }
          i = n;
        } else if (b == '{' || b == '[') {
          if (depth + 1 >= objects.length) {
            stop = Expected.VALUE;
            break;
          }
          boolean object = b == '{';
          depth++;
          objects[depth] = object;
          left[depth] = node;
          inObject = object;
          if (object) {
            KeyNode inner = node.inner;
            node = inner == null ? nesting.inner(node) : inner;
          }
          if (tape != null) {
            tape.open(i + shift);
          }
          i++;
          if (i < last && in[i] <= ' ') {
            i = space(in, i, last);
          }
          if (i >= last) {
            stop = object ? Expected.KEY_OR_END : Expected.VALUE_OR_END;
            break;
          }
          if (in[i] != (object ? '}' : ']')) {
            continue;
          }
        } else {
          int word = Words.intAt(in, i);
          int end =
              word == NULL || word == TRUE ? i + 4 : word == FALS && in[i + 4] == 'e' ? i + 5 : -1;
          if (end < 0) {
            stop = Expected.VALUE;
            break;
          }
          if (tape != null) {
            tape.begin(i + shift);
            tape.end(end + shift);
          }
          i = end;
        }
      }
      after = false;
      // ---- what may follow a value
      for (; ; ) {
        if (i >= last) {
          stop = Expected.COMMA_OR_END;
          break loop;
        }
        byte b = in[i];
        if (b == ',') {
          i++;
          break;
        }
        if (b == (inObject ? '}' : ']')) {
          if (inObject && node.loose) {
            nesting.dropLoose(depth);
          }
          i++;
          if (tape != null) {
            tape.close(i + shift);
          }
          node = left[depth];
          depth--;
          inObject = objects[depth];
          if (depth == 0) {
            stop = Expected.NOTHING;
            break loop;
          }
        } else if (b <= ' ') {
          int next = space(in, i, last);
          if (next == i) {
            stop = Expected.COMMA_OR_END;
            break loop;
          }
          i = next;
        } else {
          stop = Expected.COMMA_OR_END;
          break loop;
        }
      }
    }
    nesting.depth = depth;
    nesting.node = node;
    expected = stop;
    return i;
  }

  /** The first index that is no white space, at most {@code last}. */
  private static int space(byte[] in, int from, int last) {
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
  private static int text(byte[] in, int from, int to) {
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
  private static int number(byte[] in, int from, int to) {
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

  /** A key that is not the likely one; the index after its quote, -1 when it is not plain. */
  private int otherKey(byte[] in, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to) {
      long special = Words.special(Words.at(in, i));
      i += special == 0 ? Long.BYTES : Words.index(special);
      if (special != 0) {
        return in[i] == '"' && nesting.key(Key.of(in, from, i)) == null ? i + 1 : -1;
      }
    }
    return -1;
  }
}
