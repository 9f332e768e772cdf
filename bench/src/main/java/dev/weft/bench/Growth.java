package dev.weft.bench;

import java.util.List;
import java.util.function.ToLongFunction;

/** Whether a process holds more at the end than it did once it had settled. */
record Growth(List<Witness.Holdings> minutes) {
  /** The first minute fills pools and caches; of the rest a third is compared at either end. */
  private static final int SETTLING = 1;

  private static final int PARTS = 3;
  private static final double MOST = 1.1;

  /** So much may come and go by itself. */
  private static final long HEAP_SLACK = 4_000_000;

  private static final long COUNT_SLACK = 32;

  static Growth of(List<Witness.Holdings> minutes) {
    return new Growth(List.copyOf(minutes));
  }

  /** Prints what has grown; false when something has, or nobody can tell. */
  boolean tell() {
    if (minutes.size() < SETTLING + PARTS) {
      System.out.println("Too short to tell whether anything grows.");
      return false;
    }
    boolean heap = tell("heap after a full collection", Witness.Holdings::heapBytes, HEAP_SLACK);
    boolean sockets = tell("sockets", Witness.Holdings::sockets, COUNT_SLACK);
    boolean timers = tell("timers", Witness.Holdings::timers, COUNT_SLACK);
    return heap && sockets && timers;
  }

  private boolean tell(String what, ToLongFunction<Witness.Holdings> value, long slack) {
    var settled = minutes.subList(SETTLING, minutes.size());
    int part = settled.size() / PARTS;
    double first = average(settled.subList(0, part), value);
    double last = average(settled.subList(settled.size() - part, settled.size()), value);
    boolean grows = last > first * MOST + slack;
    System.out.printf(
        "%s: %.0f at first, %.0f at last%s%n", what, first, last, grows ? ": grows" : "");
    return !grows;
  }

  private static double average(
      List<Witness.Holdings> some, ToLongFunction<Witness.Holdings> value) {
    return some.stream().mapToLong(value).average().orElse(0);
  }
}
