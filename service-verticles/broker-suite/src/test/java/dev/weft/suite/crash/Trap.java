package dev.weft.suite.crash;

import dev.weft.suite.crash.Passage.Answered;
import dev.weft.suite.crash.Passage.Sent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits on all roads of one process for it to come to a point, and springs once. From then on
 * nothing passes on any of them, as if the process had died in that moment; soon it has. Safe for
 * several threads.
 */
final class Trap {

  private final CountDownLatch sprung = new CountDownLatch(1);
  private @Nullable CrashPoint point;
  private int left;
  private boolean shut;
  private @Nullable Wire dyingOn;

  /** What is done with something on its way. */
  enum Verdict {
    PASSES,
    /** It is the last that does. */
    PASSES_LAST,
    IS_KEPT_BACK
  }

  /** Springs when the process comes to the point for so many times, counted from now on. */
  synchronized void arm(CrashPoint at, int occurrence) {
    point = at;
    left = occurrence;
  }

  /** Whether the process came to the point within a time. */
  boolean sprungWithin(Duration time) throws InterruptedException {
    return sprung.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized boolean shut() {
    return shut;
  }

  synchronized Verdict judge(Passage passage) {
    if (shut) {
      if (passage instanceof Answered(var connection, _, _, var unanswered)
          && connection.equals(dyingOn)
          && unanswered == 0) {
        spring();
      }
      return Verdict.IS_KEPT_BACK;
    }
    if (point == null || !point.isAt(passage) || --left > 0) {
      return Verdict.PASSES;
    }
    shut = true;
    return switch (point.end()) {
      case PASSES -> Verdict.PASSES_LAST;
      case IS_KEPT_BACK -> {
        spring();
        yield Verdict.IS_KEPT_BACK;
      }
      case IS_KEPT_BACK_AND_THOSE_BEFORE_DONE -> {
        if (passage instanceof Sent(var connection, _, var unanswered) && unanswered > 0) {
          dyingOn = connection;
        } else {
          spring();
        }
        yield Verdict.IS_KEPT_BACK;
      }
    };
  }

  /** The time has come to kill the process. */
  void spring() {
    sprung.countDown();
  }
}
