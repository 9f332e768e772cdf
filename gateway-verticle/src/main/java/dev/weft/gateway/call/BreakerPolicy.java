package dev.weft.gateway.call;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * When a service that keeps failing is left alone for a while.
 *
 * @param failures in a row that open the breaker
 * @param ratio share of failures within the window that opens it
 * @param calls fewest calls in the window for the ratio to mean anything
 * @param open how long nothing is asked; then one call tries whether the service is back
 */
public record BreakerPolicy(
    @Default("true") boolean enabled,
    @Default("20") int failures,
    @Default("0.5") double ratio,
    @Default("50") int calls,
    @Default("10s") Duration window,
    @Default("5s") Duration open) {
  public BreakerPolicy {
    if (failures < 1 || calls < 1) {
      throw new IllegalArgumentException("failures and calls must be 1 or more");
    }
    if (ratio <= 0 || ratio > 1) {
      throw new IllegalArgumentException("ratio must be a share above 0, at most 1");
    }
    if (window.toMillis() < 10 || open.toMillis() < 1) {
      throw new IllegalArgumentException("window must be 10ms or more, open 1ms or more");
    }
  }
}
