package dev.weft.kit;

import java.util.concurrent.atomic.AtomicLong;

/** How far a first load is, in rows or whatever the load counts. Safe for any thread. */
public final class LoadProgress {

  private final AtomicLong total = new AtomicLong();
  private final AtomicLong done = new AtomicLong();

  /** Tells how much there is to do; may be called again with a better figure. */
  public void of(long total) {
    this.total.set(total);
  }

  /** Tells that {@code n} more are done. */
  public void add(long n) {
    done.addAndGet(n);
  }

  /** 0 until it is known, and for good when there is nothing to load. */
  public long total() {
    return total.get();
  }

  public long done() {
    return done.get();
  }
}
