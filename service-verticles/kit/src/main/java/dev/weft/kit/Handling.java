package dev.weft.kit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a service handles the messages of one subscription. Immutable: every method answers another
 * one.
 *
 * @param holdsSuccessors whether a dead letter holds back the messages of its key that come after
 *     it, until it is redriven or discarded
 * @param longest a handler that takes longer has failed; null for the time that the service's
 *     configuration gives
 */
public record Handling(boolean holdsSuccessors, @Nullable Duration longest) {

  /** Messages behind a dead letter go on without it. */
  public static final Handling SKIP = new Handling(false, null);

  /** Messages behind a dead letter of their key wait for what becomes of it. */
  public static final Handling HOLD = new Handling(true, null);

  public Handling {
    if (longest != null && !longest.isPositive()) {
      throw new IllegalArgumentException("the longest time of a handler must be positive");
    }
  }

  /** With so much time for each attempt. */
  public Handling within(Duration time) {
    return new Handling(holdsSuccessors, time);
  }
}
