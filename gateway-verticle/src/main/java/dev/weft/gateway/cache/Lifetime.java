package dev.weft.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;

/** How long a response is good, and how old it was when it came (RFC 9111, 4.2). */
final class Lifetime {
  private Lifetime() {}

  /**
   * Without anything explicit a response is good for no time at all: nothing is guessed.
   *
   * @return milliseconds; -1 when nothing is said
   */
  static long fresh(MultiMap headers, CacheControl control, Instant received) {
    var times = control.times();
    if (times.sharedMaxAge() != CacheControl.NOT_GIVEN) {
      return times.sharedMaxAge() * 1000;
    }
    if (times.maxAge() != CacheControl.NOT_GIVEN) {
      return times.maxAge() * 1000;
    }
    var expires = headers.get(HttpHeaders.EXPIRES);
    if (expires == null) {
      return CacheControl.NOT_GIVEN;
    }
    var until = HttpDate.parse(expires);
    return until == null
        ? 0
        : Math.max(0, Duration.between(date(headers, received), until).toMillis());
  }

  /** In milliseconds, with the time that the request took. */
  static long ageAtArrival(MultiMap headers, Instant received, Duration took) {
    long apparent = Math.max(0, Duration.between(date(headers, received), received).toMillis());
    var age = headers.get(HttpHeaders.AGE);
    long told = age != null && age.matches("[0-9]{1,9}") ? Long.parseLong(age) * 1000 : 0;
    // A clock that is a second off must not make a response old that has just been made.
    long skewed = apparent < 2000 ? 0 : apparent;
    return Math.max(skewed, told == 0 ? 0 : told + took.toMillis());
  }

  private static Instant date(MultiMap headers, Instant otherwise) {
    var date = headers.get(HttpHeaders.DATE);
    var parsed = date == null ? null : HttpDate.parse(date);
    return parsed == null ? otherwise : parsed;
  }
}
