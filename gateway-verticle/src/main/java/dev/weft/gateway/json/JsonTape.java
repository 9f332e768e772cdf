package dev.weft.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A checked JSON value with an index of its tokens. A token is a number: 0 is the whole value,
 * {@link #first} its first child, {@link #next} its following sibling. In an object keys and values
 * take turns. Immutable.
 */
public final class JsonTape {
  /** No such token. */
  public static final int NONE = -1;

  /** What a token is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private final byte[] bytes;
  private final int[] tokens;

  JsonTape(byte[] bytes, int[] tokens) {
    this.bytes = bytes;
    this.tokens = tokens;
  }

  /** A tape or the reason why there is none. */
  public sealed interface Result permits Taped, Faulty {}

  /** The bytes are acceptable. */
  public record Taped(JsonTape tape) implements Result {}

  /** The bytes are refused. */
  public record Faulty(JsonFault fault) implements Result {}

  /** Checks the bytes, which must not change afterwards. */
  public static Result of(byte[] bytes, int maxDepth) {
    return of(bytes, maxDepth, new KeyShapes());
  }

  /** The same, faster where the shapes are those of earlier values from the same source. */
  public static Result of(byte[] bytes, int maxDepth, KeyShapes shapes) {
    var builder = new TapeBuilder();
    var scanner = new JsonScanner(maxDepth, shapes, builder);
    scanner.feed(bytes, 0, bytes.length);
    var fault = scanner.finish();
    if (fault != null) {
      return new Faulty(fault);
    }
    return new Taped(builder.over(bytes));
  }

  /** The value's bytes, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  public int start(int token) {
    return tokens[3 * token];
  }

  /** Exclusive. */
  public int end(int token) {
    return tokens[3 * token + 1];
  }

  /**
   * The token after this one and all it contains: its sibling, or its parent's {@code next} when it
   * is the last.
   */
  public int next(int token) {
    return tokens[3 * token + 2];
  }

  /** The first token inside; equals {@link #next} when there is none. */
  public int first(int token) {
    return token + 1;
  }

  public Kind kind(int token) {
    return switch (bytes[start(token)]) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.TEXT;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  /** The value of a field, or {@link #NONE}; also when the token is no object. */
  public int field(int object, JsonName name) {
    if (kind(object) == Kind.OBJECT) {
      int end = next(object);
      for (int key = first(object); key < end; key = next(key + 1)) {
        if (isNamed(key, name)) {
          return key + 1;
        }
      }
    }
    return NONE;
  }

  /** An item of an array counted from 0, or {@link #NONE}; also when the token is no array. */
  public int item(int array, int index) {
    if (kind(array) == Kind.ARRAY) {
      int end = next(array);
      int left = index;
      for (int item = first(array); item < end; item = next(item)) {
        if (left-- == 0) {
          return item;
        }
      }
    }
    return NONE;
  }

  public boolean isNamed(int key, JsonName name) {
    int from = start(key) + 1;
    int to = end(key) - 1;
    byte[] wanted = name.utf8();
    return hasEscape(key)
        ? text(key).equals(name.text())
        : Arrays.equals(bytes, from, to, wanted, 0, wanted.length);
  }

  /** A string decoded, any other value as it is written. */
  public String text(int token) {
    if (kind(token) != Kind.TEXT) {
      return new String(bytes, start(token), end(token) - start(token), StandardCharsets.UTF_8);
    }
    var raw =
        new String(bytes, start(token) + 1, end(token) - start(token) - 2, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : JsonText.unescape(raw);
  }

  private boolean hasEscape(int token) {
    for (int i = start(token), end = end(token); i < end; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
