package dev.weft.gateway.call;

import java.time.Duration;

/**
 * A running estimate of a quantile of durations in a few bytes: a longer one than the estimate
 * raises it a little, a shorter one lowers it less, so that it rests where the quantile is (Yazidi
 * and Hammer, "Multiplicative Update Methods for Incremental Quantile Estimation", 2017). For one
 * event loop.
 */
final class LatencyEstimate {
  private static final double STEP = 0.05;
  private static final int ENOUGH = 20;

  private final double up;
  private final double down;
  private double nanos;
  private int seen;

  LatencyEstimate(double quantile) {
    this.up = 1 + STEP * quantile;
    this.down = 1 - STEP * (1 - quantile);
  }

  void add(long duration) {
    if (seen < ENOUGH) {
      seen++;
      nanos = Math.max(nanos, (double) duration);
    } else {
      nanos *= duration > nanos ? up : down;
    }
  }

  /** Whether enough was seen to say anything. */
  boolean isKnown() {
    return seen == ENOUGH;
  }

  Duration value() {
    return Duration.ofNanos((long) nanos);
  }
}
