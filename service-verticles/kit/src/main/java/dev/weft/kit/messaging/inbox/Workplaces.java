package dev.weft.kit.messaging.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where handlers work: so many at a time, and none after the end. Blocks virtual threads; a pause
 * takes no place from others.
 */
final class Workplaces {

  private final Semaphore places;
  private final CountDownLatch closing = new CountDownLatch(1);

  Workplaces(int number) {
    this.places = new Semaphore(number);
  }

  /** From now on nothing new is begun and no pause is waited for. */
  void close() {
    closing.countDown();
  }

  boolean open() {
    return closing.getCount() > 0;
  }

  <T> T work(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  void pause(Duration length) {
    try {
      var _ = closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
    }
  }
}
