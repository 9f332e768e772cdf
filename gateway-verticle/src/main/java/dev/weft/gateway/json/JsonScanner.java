package dev.weft.gateway.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A strict check of one JSON value (RFC 8259) in a single pass over bytes that may come in pieces:
 * grammar, UTF-8, depth, nothing but white space after the value, and no number of 1e309 or more.
 * With a {@link TapeBuilder} it also notes where every token lies. Eight bytes of a string are
 * looked at in one step. Not safe for use by several threads.
 */
public final class JsonScanner {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  /** What may come next. The states after DONE are suspended in the middle of a token. */
  private enum State {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END,
    DONE,
    TEXT,
    ESCAPE,
    HEX,
    CONTINUATION,
    LITERAL,
    NUMBER
  }

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final int maxDepth;
  private final @Nullable TapeBuilder tape;
  private final long[] objects;
  private final NumberScanner number = new NumberScanner();

  private State state = State.VALUE;
  private int depth;
  private boolean inObject;
  private boolean textIsKey;
  private byte[] literal = NULL;
  private int literalAt;
  private int pending;
  private int low;
  private int high;
  private long consumed;
  private long shift;
  private @Nullable JsonFault fault;

  public JsonScanner(int maxDepth) {
    this(maxDepth, null);
  }

  JsonScanner(int maxDepth, @Nullable TapeBuilder tape) {
    this.maxDepth = maxDepth;
    this.tape = tape;
    this.objects = new long[(maxDepth >> 6) + 1];
  }

  /** Checks bytes that are all there. */
  public static @Nullable JsonFault check(byte[] bytes, int maxDepth) {
    var scanner = new JsonScanner(maxDepth);
    scanner.feed(bytes, 0, bytes.length);
    return scanner.finish();
  }

  /** Takes the next bytes; false when they cannot belong to an acceptable value. */
  public boolean feed(byte[] in, int from, int to) {
    if (fault != null) {
      return false;
    }
    shift = consumed - from;
    int at = resume(in, from, to);
    if (at >= 0 && at < to) {
      at = structure(in, at, to);
    }
    consumed += to - from;
    return at >= 0;
  }

  /** Says that there is no more; null when what was fed is one complete value. */
  public @Nullable JsonFault finish() {
    if (fault == null) {
      if (state == State.NUMBER && depth == 0) {
        if (endOfNumber(consumed)) {
          state = State.DONE;
        }
      }
      if (fault == null && state != State.DONE) {
        fault = JsonFault.UNFINISHED;
      }
    }
    return fault;
  }

  /** Makes it ready for another value. */
  public void reset() {
    state = State.VALUE;
    depth = 0;
    inObject = false;
    consumed = 0;
    fault = null;
  }

  private int fail(JsonFault why) {
    fault = why;
    return -1;
  }

  /** Goes on with the token that the last piece broke off in. */
  private int resume(byte[] in, int from, int to) {
    return switch (state) {
      case TEXT, ESCAPE, HEX, CONTINUATION -> text(in, from, to);
      case LITERAL -> literal(in, from, to);
      case NUMBER -> number(in, from, to);
      default -> from;
    };
  }

  private int structure(byte[] in, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = in[i];
      if (b <= ' ') {
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
          i++;
          continue;
        }
        return fail(JsonFault.SYNTAX);
      }
      i = token(b, in, i, to);
      if (i < 0) {
        return i;
      }
    }
    return i;
  }

  private int token(byte b, byte[] in, int i, int to) {
    return switch (state) {
      case COMMA_OR_END -> b == ',' ? comma(i) : close(b, i);
      case COLON -> b == ':' ? colon(i) : fail(JsonFault.SYNTAX);
      case KEY -> b == '"' ? beginText(in, i, to, true) : fail(JsonFault.SYNTAX);
      case KEY_OR_END -> b == '"' ? beginText(in, i, to, true) : close(b, i);
      case VALUE, VALUE_OR_END -> value(b, in, i, to);
      default -> fail(JsonFault.SYNTAX);
    };
  }

  private int comma(int i) {
    state = inObject ? State.KEY : State.VALUE;
    return i + 1;
  }

  private int colon(int i) {
    state = State.VALUE;
    return i + 1;
  }

  private int value(byte b, byte[] in, int i, int to) {
    return switch (b) {
      case '"' -> beginText(in, i, to, false);
      case '{' -> open(true, i);
      case '[' -> open(false, i);
      case 't' -> beginLiteral(TRUE, in, i, to);
      case 'f' -> beginLiteral(FALSE, in, i, to);
      case 'n' -> beginLiteral(NULL, in, i, to);
      case ']' -> state == State.VALUE_OR_END ? close(b, i) : fail(JsonFault.SYNTAX);
      default ->
          b == '-' || (b >= '0' && b <= '9') ? beginNumber(in, i, to) : fail(JsonFault.SYNTAX);
    };
  }

  private int open(boolean object, int i) {
    if (depth == maxDepth) {
      return fail(JsonFault.TOO_DEEP);
    }
    if (object) {
      objects[depth >> 6] |= 1L << depth;
    } else {
      objects[depth >> 6] &= ~(1L << depth);
    }
    depth++;
    inObject = object;
    state = object ? State.KEY_OR_END : State.VALUE_OR_END;
    if (tape != null) {
      tape.open(i + shift);
    }
    return i + 1;
  }

  private int close(byte b, int i) {
    if (b != (inObject ? '}' : ']')) {
      return fail(JsonFault.SYNTAX);
    }
    depth--;
    if (tape != null) {
      tape.close(i + 1 + shift);
    }
    if (depth > 0) {
      int top = depth - 1;
      inObject = (objects[top >> 6] & (1L << top)) != 0;
    }
    endOfValue();
    return i + 1;
  }

  private void endOfValue() {
    state = depth == 0 ? State.DONE : State.COMMA_OR_END;
  }

  private int beginText(byte[] in, int i, int to, boolean key) {
    textIsKey = key;
    state = State.TEXT;
    if (tape != null) {
      tape.begin(i + shift);
    }
    return text(in, i + 1, to);
  }

  private int text(byte[] in, int from, int to) {
    int i = from;
    while (i >= 0 && i < to) {
      switch (state) {
        case TEXT -> {
          i = plainText(in, i, to);
          if (i < to) {
            i = afterPlainText(in[i], i);
            if (state == State.COLON || state == State.COMMA_OR_END || state == State.DONE) {
              return i;
            }
          }
        }
        case ESCAPE -> i = escape(in[i], i);
        case HEX -> {
          if (Character.digit(in[i], 16) < 0) {
            return fail(JsonFault.SYNTAX);
          }
          i++;
          if (--pending == 0) {
            state = State.TEXT;
          }
        }
        default -> i = continuation(in, i, to);
      }
    }
    return i;
  }

  /** The index of the first byte that is not plain ASCII inside a string, or {@code to}. */
  private static int plainText(byte[] in, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long eight = (long) LONGS.get(in, i);
      long special =
          (((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES) | (eight - SPACES) | eight)
              & HIGH_BITS;
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (i < to && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
      i++;
    }
    return i;
  }

  private int afterPlainText(byte b, int i) {
    if (b == '"') {
      if (tape != null) {
        tape.end(i + 1 + shift);
      }
      if (textIsKey) {
        state = State.COLON;
      } else {
        endOfValue();
      }
      return i + 1;
    }
    if (b == '\\') {
      state = State.ESCAPE;
      return i + 1;
    }
    return b < 0 ? lead(b & 0xff, i) : fail(JsonFault.SYNTAX);
  }

  private int escape(byte b, int i) {
    switch (b) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> state = State.TEXT;
      case 'u' -> {
        pending = 4;
        state = State.HEX;
      }
      default -> {
        return fail(JsonFault.SYNTAX);
      }
    }
    return i + 1;
  }

  /**
   * The first byte of a character of several, by the table of well-formed sequences (Unicode 3-7).
   */
  private int lead(int b, int i) {
    if (b < 0xC2 || b > 0xF4) {
      return fail(JsonFault.ENCODING);
    }
    pending = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    state = State.CONTINUATION;
    return i + 1;
  }

  private int continuation(byte[] in, int from, int to) {
    int i = from;
    for (; i < to && pending > 0; i++, pending--) {
      int b = in[i] & 0xff;
      if (b < low || b > high) {
        return fail(JsonFault.ENCODING);
      }
      low = 0x80;
      high = 0xBF;
    }
    if (pending == 0) {
      state = State.TEXT;
    }
    return i;
  }

  private int beginLiteral(byte[] word, byte[] in, int i, int to) {
    literal = word;
    literalAt = 0;
    state = State.LITERAL;
    if (tape != null) {
      tape.begin(i + shift);
    }
    return literal(in, i, to);
  }

  private int literal(byte[] in, int from, int to) {
    int i = from;
    while (i < to && literalAt < literal.length) {
      if (in[i++] != literal[literalAt++]) {
        return fail(JsonFault.SYNTAX);
      }
    }
    if (literalAt == literal.length) {
      if (tape != null) {
        tape.end(i + shift);
      }
      endOfValue();
    }
    return i;
  }

  private int beginNumber(byte[] in, int i, int to) {
    number.reset();
    state = State.NUMBER;
    if (tape != null) {
      tape.begin(i + shift);
    }
    return number(in, i, to);
  }

  private int number(byte[] in, int from, int to) {
    int i = number.take(in, from, to);
    if (i < 0) {
      return fail(JsonFault.SYNTAX);
    }
    if (i == to) {
      return i;
    }
    return endOfNumber(i + shift) ? i : -1;
  }

  private boolean endOfNumber(long position) {
    if (!number.complete()) {
      fault = JsonFault.SYNTAX;
      return false;
    }
    if (number.tooLarge()) {
      fault = JsonFault.NUMBER_TOO_LARGE;
      return false;
    }
    if (tape != null) {
      tape.end(position);
    }
    endOfValue();
    return true;
  }
}
