package dev.weft.gateway.call;

import java.time.Duration;
import java.util.Arrays;

/** Counts calls and failures of the last while, in ten slices. Guarded by its breaker. */
final class FailureWindow {
  private static final int SLICES = 10;

  private final long sliceNanos;
  private final int[] calls = new int[SLICES];
  private final int[] failures = new int[SLICES];
  private final long began;
  private long slice;
  private int allCalls;
  private int allFailures;

  FailureWindow(Duration length, long now) {
    this.sliceNanos = length.toNanos() / SLICES;
    this.began = now;
  }

  void add(boolean failed, long now) {
    advance((now - began) / sliceNanos);
    int at = (int) (slice % SLICES);
    calls[at]++;
    allCalls++;
    if (failed) {
      failures[at]++;
      allFailures++;
    }
  }

  private void advance(long to) {
    if (to - slice >= SLICES) {
      clear();
      slice = to;
    }
    while (slice < to) {
      slice++;
      int at = (int) (slice % SLICES);
      allCalls -= calls[at];
      allFailures -= failures[at];
      calls[at] = 0;
      failures[at] = 0;
    }
  }

  int calls() {
    return allCalls;
  }

  int failures() {
    return allFailures;
  }

  void clear() {
    Arrays.fill(calls, 0);
    Arrays.fill(failures, 0);
    allCalls = 0;
    allFailures = 0;
  }
}
