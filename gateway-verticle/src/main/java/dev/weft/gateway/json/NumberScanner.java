package dev.weft.gateway.json;

/**
 * The grammar of a JSON number, resumable at any byte, with its order of magnitude but without its
 * value.
 */
final class NumberScanner {
  private static final int LARGEST_MAGNITUDE = 308;
  private static final int MANY = 100_000;

  private enum State {
    START,
    SIGN,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    E,
    E_SIGN,
    EXPONENT
  }

  private State state = State.START;
  private int integerDigits;
  private int leadingZeros;
  private boolean significant;
  private boolean negativeExponent;
  private int exponent;

  void reset() {
    state = State.START;
    integerDigits = 0;
    leadingZeros = 0;
    significant = false;
    negativeExponent = false;
    exponent = 0;
  }

  /**
   * The index of the first byte after the number, {@code to} when it may go on, -1 when it is none.
   */
  int take(byte[] in, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = in[i];
      if (b >= '0' && b <= '9') {
        if (!digit(b)) {
          return -1;
        }
      } else if (!mark(b)) {
        return endsHere(b) ? i : -1;
      }
    }
    return to;
  }

  private boolean endsHere(byte b) {
    return complete()
        && (b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  private boolean digit(byte b) {
    switch (state) {
      case START, SIGN -> {
        state = b == '0' ? State.ZERO : State.INTEGER;
        significant = b != '0';
        integerDigits = significant ? 1 : 0;
      }
      case INTEGER -> integerDigits++;
      case POINT, FRACTION -> {
        state = State.FRACTION;
        if (!significant) {
          significant = b != '0';
          leadingZeros += significant ? 0 : 1;
        }
      }
      case E, E_SIGN, EXPONENT -> {
        state = State.EXPONENT;
        exponent = Math.min(exponent * 10 + b - '0', MANY);
      }
      case ZERO -> {
        return false;
      }
    }
    return true;
  }

  private boolean mark(byte b) {
    return switch (b) {
      case '-' -> minus();
      case '+' -> exponentSign();
      case '.' -> moveTo(State.POINT, state == State.ZERO || state == State.INTEGER);
      case 'e', 'E' -> moveTo(State.E, complete() && state != State.EXPONENT);
      default -> false;
    };
  }

  private boolean moveTo(State next, boolean allowed) {
    if (allowed) {
      state = next;
    }
    return allowed;
  }

  private boolean minus() {
    if (state == State.START) {
      state = State.SIGN;
      return true;
    }
    negativeExponent = true;
    return exponentSign();
  }

  private boolean exponentSign() {
    return moveTo(State.E_SIGN, state == State.E);
  }

  boolean complete() {
    return switch (state) {
      case ZERO, INTEGER, FRACTION, EXPONENT -> true;
      default -> false;
    };
  }

  boolean tooLarge() {
    if (!significant) {
      return false;
    }
    long first = integerDigits > 0 ? integerDigits - 1L : -1L - leadingZeros;
    return first + (negativeExponent ? -exponent : exponent) > LARGEST_MAGNITUDE;
  }
}
