package dev.weft.gateway.call;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * Whether and how a call that failed is made again. Only reads are, and whatever was refused before
 * anything was sent.
 *
 * @param attempts most tries of one call, the first included
 * @param pause before the first retry that has to wait; twice as long before each further one, and
 *     a random part of it is left out
 * @param budget retries at most, as a share of the calls to the service
 * @param minimum retries a second that are allowed however few calls there are
 */
public record RetryPolicy(
    @Default("true") boolean enabled,
    @Default("3") int attempts,
    @Default("25ms") Duration pause,
    @Default("0.1") double budget,
    @Default("2") int minimum) {
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be 1 or more");
    }
    if (budget < 0 || budget > 1) {
      throw new IllegalArgumentException("budget must be a share from 0 to 1");
    }
    if (minimum < 0) {
      throw new IllegalArgumentException("minimum must not be negative");
    }
  }
}
