package dev.weft.gateway.rate;

import java.time.Duration;

/**
 * How much is allowed.
 *
 * @param requests so many in each {@code per}, evenly
 * @param burst so many at once
 */
public record Rate(int requests, Duration per, int burst) {

  /** The time in which one request is earned back, in nanoseconds. */
  long interval() {
    return Math.max(1, per.toNanos() / requests);
  }

  long tolerance() {
    return interval() * burst;
  }
}
