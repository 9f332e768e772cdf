package dev.weft.kit.db;

import dev.weft.node.trace.TraceContext;
import java.time.Duration;

/**
 * What a transaction is for.
 *
 * @param readOnly one snapshot for all its statements, and no write succeeds
 * @param endsAt the {@link System#nanoTime} at which nobody waits for it any more
 */
public record Work(TraceContext trace, boolean readOnly, long endsAt) {

  /** Longest time of a transaction that nobody set a deadline for. */
  public static final Duration LONGEST = Duration.ofSeconds(30);

  public static Work write(TraceContext trace) {
    return write(trace, LONGEST);
  }

  /** With a say in how long it may take. */
  static Work write(TraceContext trace, Duration longest) {
    return new Work(trace, false, System.nanoTime() + longest.toNanos());
  }
}
