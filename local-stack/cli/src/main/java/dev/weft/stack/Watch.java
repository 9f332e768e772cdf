package dev.weft.stack;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks at something again and again until it is so, and shows how far it is. */
final class Watch {

  private static final int PAUSE_MILLIS = 200;

  private Watch() {}

  static void until(BooleanSupplier isSo, Runnable show) {
    try {
      while (!isSo.getAsBoolean()) {
        show.run();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      show.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted");
    }
  }
}
