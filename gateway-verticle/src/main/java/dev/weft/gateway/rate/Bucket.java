package dev.weft.gateway.rate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client has used of a rate, by the generic cell rate algorithm (ITU-T I.371): one number,
 * the time at which all that was used is earned back. Safe for all threads, without locks.
 */
final class Bucket {
  private final AtomicLong fullAt;
  private final AtomicInteger untold = new AtomicInteger();

  Bucket(long now) {
    fullAt = new AtomicLong(now);
  }

  Decision take(Rate rate, long now) {
    long interval = rate.interval();
    long tolerance = rate.tolerance();
    while (true) {
      long before = fullAt.get();
      long debt = Math.max(0, before - now);
      if (debt + interval > tolerance) {
        return new Decision(false, 0, debt + interval - tolerance);
      }
      if (fullAt.compareAndSet(before, now + debt + interval)) {
        long left = tolerance - debt - interval;
        return new Decision(true, left / interval, debt + interval);
      }
    }
  }

  /** Others have let requests of this client through; never more debt than one burst. */
  void usedElsewhere(Rate rate, int count, long now) {
    long interval = rate.interval();
    fullAt.updateAndGet(
        before -> {
          long debt = Math.max(0, before - now) + interval * count;
          return now + Math.min(debt, rate.tolerance());
        });
  }

  /** Whether this is the first use since the others were told. */
  boolean isFirstUntold() {
    return untold.getAndIncrement() == 0;
  }

  int tell() {
    return untold.getAndSet(0);
  }
}
