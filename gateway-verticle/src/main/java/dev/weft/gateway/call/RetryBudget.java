package dev.weft.gateway.call;

import java.util.function.LongSupplier;

/**
 * How many calls to a service may be made again: a share of all calls, and a few each second. A
 * bucket of tokens, as Finagle's RetryBudget; a limit on what it holds stands in place of tokens
 * that expire, so that an ordinary call needs no clock. For one event loop.
 */
final class RetryBudget {
  private static final double AT_FIRST = 10;
  private static final double MOST = 100;
  private static final double SECOND = 1e9;

  private final double share;
  private final int minimum;
  private final LongSupplier clock;
  private double tokens = AT_FIRST;
  private long refilled;

  RetryBudget(RetryPolicy policy, LongSupplier clock) {
    this.share = policy.budget();
    this.minimum = policy.minimum();
    this.clock = clock;
    this.refilled = clock.getAsLong();
  }

  /** A call was made. */
  void deposit() {
    tokens = Math.min(MOST, tokens + share);
  }

  /** Whether one may be made again; if so, it is taken off. */
  boolean withdraw() {
    long now = clock.getAsLong();
    tokens = Math.min(MOST, tokens + (double) (now - refilled) / SECOND * minimum);
    refilled = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
