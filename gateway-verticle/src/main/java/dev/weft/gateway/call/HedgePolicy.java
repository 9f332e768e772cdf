package dev.weft.gateway.call;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * Whether a read that takes unusually long is asked of another instance as well. Hedges take from
 * the same budget as retries.
 *
 * @param quantile a call is unusually long when it takes longer than this share of its like
 * @param least never sooner than this
 */
public record HedgePolicy(
    @Default("false") boolean enabled,
    @Default("0.95") double quantile,
    @Default("5ms") Duration least) {
  public HedgePolicy {
    if (quantile < 0.5 || quantile > 0.999) {
      throw new IllegalArgumentException("quantile must be from 0.5 to 0.999");
    }
    if (least.toMillis() < 1) {
      throw new IllegalArgumentException("least must be 1ms or more");
    }
  }
}
