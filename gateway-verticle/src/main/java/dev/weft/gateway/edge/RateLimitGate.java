package dev.weft.gateway.edge;

import dev.weft.gateway.rate.Decision;
import dev.weft.gateway.rate.RateLimiter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds each client to a rate, and tells it what is left (RateLimit header fields for HTTP, IETF
 * httpapi draft).
 */
final class RateLimitGate implements Gate {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("ratelimit");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");

  private final RateLimiter limiter;
  private final By by;
  private final String name;
  private final String policy;

  /** What tells clients apart. */
  @FunctionalInterface
  interface By {
    /** Null for requests that the limit does not concern. */
    @Nullable String client(Visit visit);
  }

  RateLimitGate(String name, RateLimiter limiter, By by) {
    this.limiter = limiter;
    this.by = by;
    this.name = "\"" + name + "\"";
    var rate = limiter.rate();
    long seconds = Math.max(1, rate.per().toSeconds());
    this.policy = this.name + ";q=" + rate.requests() + ";w=" + seconds;
  }

  @Override
  public void enter(Visit visit, Runnable next) {
    var client = by.client(visit);
    if (client == null) {
      next.run();
      return;
    }
    var decision = limiter.take(ClientKey.of(client));
    tell(decision, visit.response().headers());
    if (decision.allowed()) {
      next.run();
    } else {
      visit.response().headers().set("retry-after", Long.toString(seconds(decision)));
      Problems.write(visit, TOO_MANY_REQUESTS, "There were too many requests: try again later.");
    }
  }

  private void tell(Decision decision, MultiMap headers) {
    headers.add(POLICY, policy);
    headers.add(RATE_LIMIT, name + ";r=" + decision.remaining() + ";t=" + seconds(decision));
  }

  private static long seconds(Decision decision) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Math.max(1, (decision.nanos() + second - 1) / second);
  }
}
