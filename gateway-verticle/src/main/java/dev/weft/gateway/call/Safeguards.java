package dev.weft.gateway.call;

import dev.weft.gateway.cache.CachePolicy;
import dev.weft.node.config.ConfigReader;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the calls to one service.
 *
 * @param coalesce whether equal reads that are under way at the same time are made once
 * @param cache absent: nothing is kept
 */
public record Safeguards(
    RetryPolicy retry,
    HedgePolicy hedge,
    BreakerPolicy breaker,
    EjectionPolicy ejection,
    BulkheadPolicy bulkhead,
    boolean coalesce,
    @Nullable CachePolicy cache) {
  /** What holds for a service of which nothing is said. */
  public static final Safeguards DEFAULT =
      new Safeguards(
          ConfigReader.defaults(RetryPolicy.class),
          ConfigReader.defaults(HedgePolicy.class),
          ConfigReader.defaults(BreakerPolicy.class),
          ConfigReader.defaults(EjectionPolicy.class),
          ConfigReader.defaults(BulkheadPolicy.class),
          false,
          null);

  /** Whether an answer has to be complete before it is handed on, as others may need it too. */
  boolean needWhole() {
    return hedge.enabled() || coalesce || cache != null;
  }
}
