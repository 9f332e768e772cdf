package dev.weft.gateway.call;

import dev.weft.gateway.cache.HttpDate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Reads {@code Retry-After} (RFC 9110, 10.2.3). */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** In milliseconds from now; 0 when nothing, or nothing sensible, is said. */
  static long millis(MultiMap headers) {
    var text = headers.get(HttpHeaders.RETRY_AFTER);
    if (text == null) {
      return 0;
    }
    if (SECONDS.matcher(text).matches()) {
      return Long.parseLong(text) * 1000;
    }
    var date = HttpDate.parse(text);
    return date == null ? 0 : Math.max(0, Duration.between(Instant.now(), date).toMillis());
  }
}
