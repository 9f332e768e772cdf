package dev.weft.gateway.call;

import dev.weft.gateway.plan.Part;
import io.vertx.core.MultiMap;
import java.time.Duration;

/** What came of a call. */
public sealed interface CallResult permits CallResult.Answered, CallResult.NotTried, CallFailure {
  /** The service answered; the body of a 2xx is JSON that was checked, any other is as it came. */
  record Answered(int status, MultiMap headers, Part body) implements CallResult {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * The service was not asked.
   *
   * @param retryAfter when asking may help
   */
  record NotTried(CallFailure failure, Duration retryAfter) implements CallResult {}
}
