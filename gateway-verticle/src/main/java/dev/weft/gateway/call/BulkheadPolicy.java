package dev.weft.gateway.call;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * How much of a gateway one service may take up.
 *
 * @param calls most calls in flight
 * @param queue most calls that wait for their turn; one more fails at once
 * @param patience how long a call may wait
 */
public record BulkheadPolicy(
    @Default("true") boolean enabled,
    @Default("500") int calls,
    @Default("500") int queue,
    @Default("1s") Duration patience) {
  public BulkheadPolicy {
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be 1 or more");
    }
    if (queue < 0) {
      throw new IllegalArgumentException("queue must not be negative");
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience must be 1ms or more");
    }
  }
}
