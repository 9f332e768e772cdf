package dev.weft.gateway.call;

/** What came of a call, as it is counted. */
enum CallOutcome {
  OK,
  CLIENT_ERROR,
  SERVER_ERROR,
  REFUSED,
  RESET,
  /** What came was no answer, not whole, too large, or not JSON. */
  BROKEN,
  TIMEOUT,
  NO_INSTANCE,
  OVERLOADED,
  BREAKER_OPEN,
  CANCELLED;

  static CallOutcome of(CallResult result) {
    return switch (result) {
      case CallResult.Answered answered -> of(answered.status());
      case CallResult.NotTried notTried -> of(notTried.failure());
      case CallFailure failure -> of(failure);
    };
  }

  private static CallOutcome of(int status) {
    return status < 400 ? OK : status < 500 ? CLIENT_ERROR : SERVER_ERROR;
  }

  private static CallOutcome of(CallFailure failure) {
    return switch (failure) {
      case REFUSED -> REFUSED;
      case RESET -> RESET;
      case CUT_OFF, MALFORMED, NOT_JSON, TOO_LARGE -> BROKEN;
      case TIMED_OUT -> TIMEOUT;
      case NO_INSTANCE -> NO_INSTANCE;
      case QUEUE_FULL -> OVERLOADED;
      case BREAKER_OPEN -> BREAKER_OPEN;
      case CANCELLED -> CANCELLED;
    };
  }
}
