package dev.weft.gateway.call;

import dev.weft.gateway.cache.PartPolicy;
import dev.weft.gateway.plan.Part;
import io.vertx.core.MultiMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface CallResult permits CallResult.Answered, CallResult.NotTried, CallFailure {
  /**
   * The service answered; the body of a 2xx is JSON that was checked, any other is as it came.
   *
   * @param kept what an answer that was kept allows now; null for one that has just come
   */
  record Answered(int status, MultiMap headers, Part body, @Nullable PartPolicy kept)
      implements CallResult {
    public Answered(int status, MultiMap headers, Part body) {
      this(status, headers, body, null);
    }

    /** What others may do with the part. */
    public PartPolicy policy() {
      return kept == null ? PartPolicy.of(headers) : kept;
    }

    /** When the service says that asking again may help; nothing when it does not. */
    public Duration retryAfter() {
      return Duration.ofMillis(RetryAfter.millis(headers));
    }

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
