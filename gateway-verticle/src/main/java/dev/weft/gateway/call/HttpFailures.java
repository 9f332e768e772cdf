package dev.weft.gateway.call;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;

/** What an exception of the HTTP client means for a call. Its text goes nowhere. */
public final class HttpFailures {
  private HttpFailures() {}

  /** Before there was a connection, so that nothing was sent. */
  public static CallFailure connecting(Throwable why) {
    return why instanceof ConnectionPoolTooBusyException
        ? CallFailure.QUEUE_FULL
        : CallFailure.REFUSED;
  }

  /** While waiting for the head of the answer. */
  public static CallFailure awaiting(Throwable why) {
    return why instanceof HttpClosedException
            || why instanceof StreamResetException
            || why instanceof IOException
        ? CallFailure.RESET
        : CallFailure.MALFORMED;
  }
}
