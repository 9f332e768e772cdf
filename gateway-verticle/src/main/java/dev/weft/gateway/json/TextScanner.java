package dev.weft.gateway.json;

import org.jspecify.annotations.Nullable;

/** The inside of a JSON string and its closing quote, resumable at any byte. */
final class TextScanner {
  private enum State {
    PLAIN,
    ESCAPE,
    HEX,
    CONTINUATION,
    DONE
  }

  private State state = State.PLAIN;
  private int pending;
  private int low;
  private int high;
  private boolean escaped;
  private @Nullable JsonFault fault;

  void reset() {
    state = State.PLAIN;
    escaped = false;
    fault = null;
  }

  /** The index after the closing quote, {@code to} when it may go on, -1 when it is broken. */
  int take(byte[] in, int from, int to) {
    int i = from;
    while (i < to && state != State.DONE && fault == null) {
      switch (state) {
        case PLAIN -> {
          i = plain(in, i, to);
          if (i < to) {
            afterPlain(in[i++]);
          }
        }
        case ESCAPE -> escape(in[i++]);
        case HEX -> hex(in[i++]);
        default -> continuation(in[i++] & 0xff);
      }
    }
    return fault == null ? i : -1;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  /** Whether it has had a backslash. */
  boolean hasEscape() {
    return escaped;
  }

  @Nullable JsonFault fault() {
    return fault;
  }

  /** The index of the first byte that is not plain ASCII inside a string, or {@code to}. */
  private static int plain(byte[] in, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long special = Words.special(Words.at(in, i));
      if (special != 0) {
        return i + Words.index(special);
      }
    }
    while (i < to && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
      i++;
    }
    return i;
  }

  private void afterPlain(byte b) {
    if (b == '"') {
      state = State.DONE;
    } else if (b == '\\') {
      state = State.ESCAPE;
      escaped = true;
    } else if (b < 0) {
      lead(b & 0xff);
    } else {
      fault = JsonFault.SYNTAX;
    }
  }

  private void escape(byte b) {
    switch (b) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> state = State.PLAIN;
      case 'u' -> {
        pending = 4;
        state = State.HEX;
      }
      default -> fault = JsonFault.SYNTAX;
    }
  }

  private void hex(byte b) {
    if (Character.digit(b, 16) < 0) {
      fault = JsonFault.SYNTAX;
    } else if (--pending == 0) {
      state = State.PLAIN;
    }
  }

  /**
   * The first byte of a character of several, by the table of well-formed sequences (Unicode 3-7).
   */
  private void lead(int b) {
    if (b < 0xC2 || b > 0xF4) {
      fault = JsonFault.ENCODING;
      return;
    }
    pending = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    state = State.CONTINUATION;
  }

  private void continuation(int b) {
    if (b < low || b > high) {
      fault = JsonFault.ENCODING;
      return;
    }
    low = 0x80;
    high = 0xBF;
    if (--pending == 0) {
      state = State.PLAIN;
    }
  }
}
