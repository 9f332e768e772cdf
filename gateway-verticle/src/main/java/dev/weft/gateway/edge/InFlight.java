package dev.weft.gateway.edge;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests under way in a gateway against a cap: what comes beyond it is refused at
 * once, so that the rest is served as fast as before. Safe for all threads.
 */
public final class InFlight {
  private final int most;
  private final AtomicInteger count = new AtomicInteger();

  /** Counts from none. */
  public InFlight(int most) {
    this.most = most;
  }

  /** Every request that began has to {@link #end}. */
  boolean begin() {
    if (count.incrementAndGet() <= most) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  void end() {
    count.decrementAndGet();
  }
}
