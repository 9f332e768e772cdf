package dev.weft.gateway.call;

import dev.weft.gateway.plan.Part;
import io.vertx.core.MultiMap;

/** What came of a call. */
public sealed interface CallResult permits CallResult.Answered, CallFailure {
  /** The service answered; the body of a 2xx is JSON that was checked, any other is as it came. */
  record Answered(int status, MultiMap headers, Part body) implements CallResult {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }
}
