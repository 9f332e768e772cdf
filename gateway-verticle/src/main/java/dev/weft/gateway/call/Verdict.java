package dev.weft.gateway.call;

/** What a call's result says of the service that was asked. */
enum Verdict {
  /** It answered, be it with a refusal of what was asked. */
  HEALTHY,
  FAILING,
  /** It was not asked, or not given the time to answer. */
  NONE;

  private static final int SERVER_ERROR = 500;

  static Verdict of(CallResult result) {
    return switch (result) {
      case CallResult.Answered answered -> of(answered.status());
      case CallResult.NotTried _ -> NONE;
      case CallFailure failure -> of(failure);
    };
  }

  static Verdict of(int status) {
    return status < SERVER_ERROR ? HEALTHY : FAILING;
  }

  private static Verdict of(CallFailure failure) {
    return switch (failure) {
      case REFUSED, RESET, CUT_OFF, MALFORMED, TIMED_OUT -> FAILING;
      case NOT_JSON, TOO_LARGE -> HEALTHY;
      case NO_INSTANCE, QUEUE_FULL, BREAKER_OPEN, CANCELLED -> NONE;
    };
  }
}
