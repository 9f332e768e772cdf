package dev.weft.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A strict check of one JSON value (RFC 8259) in a single pass over bytes that may come in pieces:
 * grammar, UTF-8, depth, no key twice in an object, nothing but white space after the value, and no
 * number of 1e309 or more. With a {@link TapeBuilder} it also notes where every token lies.
 *
 * <p>Most bytes are taken by {@link FastScan}. What it leaves is taken here, token by token:
 * whatever is rare, whatever is wrong, and whatever a piece breaks off in. Not safe for use by
 * several threads.
 */
public final class JsonScanner {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};
  private static final int LONGEST_KEY = 1 << 20;

  private final @Nullable TapeBuilder tape;
  private final Nesting nesting;
  private final FastScan fast;
  private final NumberScanner number = new NumberScanner();
  private final TextScanner text = new TextScanner();

  private Expected expected = Expected.VALUE;
  private boolean textIsKey;
  private byte[] keyBefore = NOTHING;
  private byte[] literal = NULL;
  private int literalAt;
  private long consumed;
  private long shift;
  private @Nullable JsonFault fault;

  public JsonScanner(int maxDepth) {
    this(maxDepth, new KeyShapes());
  }

  /**
   * @param shapes shared by all scanners of one source
   */
  public JsonScanner(int maxDepth, KeyShapes shapes) {
    this(maxDepth, shapes, null);
  }

  JsonScanner(int maxDepth, KeyShapes shapes, @Nullable TapeBuilder tape) {
    this.tape = tape;
    this.nesting = new Nesting(maxDepth, shapes);
    this.fast = new FastScan(nesting, tape);
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
    while (at >= 0 && at < to) {
      if (nesting.depth > 0 && (expected == Expected.COMMA_OR_END || expected == Expected.VALUE)) {
        fast.expected = expected;
        at = fast.run(in, at, to, shift);
        expected = fast.expected;
      }
      at = at < to ? next(in, at, to) : at;
    }
    consumed += to - from;
    return at >= 0;
  }

  /** Says that there is no more; null when what was fed is one complete value. */
  public @Nullable JsonFault finish() {
    if (fault == null && expected == Expected.NUMBER && nesting.depth == 0) {
      endOfNumber(consumed);
    }
    if (fault == null && expected != Expected.NOTHING) {
      fault = JsonFault.UNFINISHED;
    }
    return fault;
  }

  /** Makes it ready for another value. */
  public void reset() {
    expected = Expected.VALUE;
    nesting.reset();
    keyBefore = NOTHING;
    consumed = 0;
    fault = null;
  }

  private int fail(JsonFault why) {
    fault = why;
    return -1;
  }

  /** Goes on with the token that the last piece broke off in. */
  private int resume(byte[] in, int from, int to) {
    return switch (expected) {
      case TEXT -> text(in, from, to);
      case LITERAL -> literal(in, from, to);
      case NUMBER -> number(in, from, to);
      default -> from;
    };
  }

  /** Takes white space and one token. */
  private int next(byte[] in, int from, int to) {
    int i = from;
    while (i < to && in[i] <= ' ' && in[i] >= 0) {
      byte b = in[i];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return fail(JsonFault.SYNTAX);
      }
      i++;
    }
    return i == to ? i : token(in[i], in, i, to);
  }

  private int token(byte b, byte[] in, int i, int to) {
    return switch (expected) {
      case COMMA_OR_END -> b == ',' ? comma(i) : close(b, i);
      case COLON -> b == ':' ? colon(i) : fail(JsonFault.SYNTAX);
      case KEY -> b == '"' ? beginText(in, i, to, true) : fail(JsonFault.SYNTAX);
      case KEY_OR_END -> b == '"' ? beginText(in, i, to, true) : close(b, i);
      case VALUE, VALUE_OR_END -> value(b, in, i, to);
      default -> fail(JsonFault.SYNTAX);
    };
  }

  private int comma(int i) {
    expected = nesting.inObject() ? Expected.KEY : Expected.VALUE;
    return i + 1;
  }

  private int colon(int i) {
    expected = Expected.VALUE;
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
      case ']' -> expected == Expected.VALUE_OR_END ? close(b, i) : fail(JsonFault.SYNTAX);
      default ->
          b == '-' || (b >= '0' && b <= '9') ? beginNumber(in, i, to) : fail(JsonFault.SYNTAX);
    };
  }

  private int open(boolean object, int i) {
    if (!nesting.open(object)) {
      return fail(JsonFault.TOO_DEEP);
    }
    expected = object ? Expected.KEY_OR_END : Expected.VALUE_OR_END;
    if (tape != null) {
      tape.open(i + shift);
    }
    return i + 1;
  }

  private int close(byte b, int i) {
    if (b != (nesting.inObject() ? '}' : ']')) {
      return fail(JsonFault.SYNTAX);
    }
    nesting.close();
    if (tape != null) {
      tape.close(i + 1 + shift);
    }
    endOfValue();
    return i + 1;
  }

  private void endOfValue() {
    expected = nesting.depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END;
  }

  private int beginText(byte[] in, int i, int to, boolean key) {
    textIsKey = key;
    text.reset();
    expected = Expected.TEXT;
    if (tape != null) {
      tape.begin(i + shift);
    }
    return text(in, i + 1, to);
  }

  private int text(byte[] in, int from, int to) {
    int i = text.take(in, from, to);
    if (text.fault() != null) {
      return fail(text.fault());
    }
    if (textIsKey && !key(in, from, i)) {
      return -1;
    }
    if (text.isDone()) {
      if (tape != null) {
        tape.end(i + shift);
      }
      if (textIsKey) {
        expected = Expected.COLON;
      } else {
        endOfValue();
      }
    }
    return i;
  }

  /** Keeps a key that goes on in the next piece, or looks whether it may stand there. */
  private boolean key(byte[] in, int from, int to) {
    if (!text.isDone()) {
      int length = keyBefore.length + to - from;
      if (length > LONGEST_KEY) {
        fault = JsonFault.TOO_MANY_KEYS;
        return false;
      }
      int before = keyBefore.length;
      keyBefore = Arrays.copyOf(keyBefore, length);
      System.arraycopy(in, from, keyBefore, before, to - from);
      return true;
    }
    int end = to - 1;
    if (keyBefore.length == 0) {
      fault = nesting.key(plain(in, from, end));
    } else {
      byte[] whole = Arrays.copyOf(keyBefore, keyBefore.length + end - from);
      System.arraycopy(in, from, whole, keyBefore.length, end - from);
      keyBefore = NOTHING;
      fault = nesting.key(plain(whole, 0, whole.length));
    }
    return fault == null;
  }

  private Key plain(byte[] in, int from, int to) {
    if (!text.hasEscape()) {
      return Key.of(in, from, to);
    }
    byte[] decoded = JsonText.decoded(in, from, to);
    return Key.of(decoded, 0, decoded.length);
  }

  private int beginLiteral(byte[] word, byte[] in, int i, int to) {
    literal = word;
    literalAt = 0;
    expected = Expected.LITERAL;
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
    expected = Expected.NUMBER;
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
    return i == to || endOfNumber(i + shift) ? i : -1;
  }

  private boolean endOfNumber(long position) {
    if (!number.complete() || number.tooLarge()) {
      fault = number.complete() ? JsonFault.NUMBER_TOO_LARGE : JsonFault.SYNTAX;
      return false;
    }
    if (tape != null) {
      tape.end(position);
    }
    endOfValue();
    return true;
  }
}
