package dev.weft.gateway.call;

/** Why there is no answer, with the word for it in {@code Weft-Partial} and in problems. */
public enum CallFailure implements CallResult {
  /** No connection could be made, so nothing was sent. */
  REFUSED("refused", 502),
  /** The connection broke before an answer began. */
  RESET("reset", 502),
  /** The answer broke off, or was shorter than it said. */
  CUT_OFF("cut-off", 502),
  /** The answer was no HTTP. */
  MALFORMED("malformed", 502),
  NOT_JSON("not-json", 502),
  TOO_LARGE("too-large", 502),
  TIMED_OUT("timeout", 504),
  NO_INSTANCE("no-instance", 503),
  QUEUE_FULL("overloaded", 503),
  /** The service keeps failing, and is left alone for a while. */
  BREAKER_OPEN("breaker-open", 503),
  /** The client went away, or another call failed so that this one was not needed. */
  CANCELLED("cancelled", 499);

  private final String reason;
  private final int status;

  CallFailure(String reason, int status) {
    this.reason = reason;
    this.status = status;
  }

  public String reason() {
    return reason;
  }

  /** What a client gets when the call was required. */
  public int status() {
    return status;
  }
}
