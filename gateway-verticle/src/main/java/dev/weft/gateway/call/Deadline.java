package dev.weft.gateway.call;

import java.time.Duration;

/** A moment on the monotonic clock. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, in whole milliseconds; 0 when it is over. */
  public long leftMillis() {
    return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
  }

  Deadline orIn(Duration time) {
    var other = in(time);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
