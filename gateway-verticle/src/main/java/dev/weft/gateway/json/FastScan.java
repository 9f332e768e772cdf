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
            i = Tokens.space(in, i, last);
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
              i = Tokens.space(in, i, last);
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
          i = Tokens.space(in, i, last);
          b = in[i];
          if (i >= last) {
            stop = Expected.VALUE;
            break;
          }
        }
        if (b == '"') {
          int s = Tokens.text(in, i + 1, to);
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
          int n = Tokens.number(in, i, to);
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
            i = Tokens.space(in, i, last);
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
          int next = Tokens.space(in, i, last);
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
