package dev.weft.gateway.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a part is not there, as the client is told.
 *
 * @param status what the service answered, 0 when it did not
 * @param reason one word: what went wrong, or the service's own code
 * @param pointer where in the request the service saw the mistake
 * @param retryAfter when asking again may help; nothing when that is not known
 */
public record PartFailure(
    String part,
    String service,
    int status,
    String reason,
    @Nullable String pointer,
    Duration retryAfter) {
  public PartFailure(
      String part, String service, int status, String reason, @Nullable String pointer) {
    this(part, service, status, reason, pointer, Duration.ZERO);
  }
}
