package dev.weft.kit.messaging.inbox;

import dev.weft.kit.messaging.inbox.Attempt.Result;
import dev.weft.node.trace.Traces;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stays with one message until it is handled, buried, or no longer ours: retries in place with
 * growing pauses, so that nothing of its key overtakes it. Blocks its virtual thread; the pauses
 * take no place from others.
 */
final class Persistence {

  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

  private final Attempt attempt;
  private final ConsumerSettings settings;
  private final ConsumerObserver observer;
  private final Semaphore places;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Persistence(Attempt attempt, ConsumerSettings settings, ConsumerObserver observer) {
    this.attempt = attempt;
    this.settings = settings;
    this.observer = observer;
    this.places = new Semaphore(settings.concurrency());
  }

  /** From now on nothing new is begun and no pause is waited for. */
  void stop() {
    stopping.countDown();
  }

  /** Handles a message; on return it is settled, or left for the broker to deliver again. */
  void handle(Arrival arrival, KeyLanes.Head head) {
    Traces.set(arrival.read().trace());
    var failures = 0;
    var outages = 0;
    while (ours(arrival)) {
      switch (placed(() -> attempt.handle(arrival))) {
        case Result.Done done -> {
          settle(arrival, done);
          head.stuck(false);
          return;
        }
        case Result.Hopeless hopeless -> {
          bury(arrival, hopeless.reason(), 1);
          return;
        }
        case Result.Failed failed -> {
          failures++;
          head.stuck(true);
          LOG.warn("attempt {} at {} failed", failures, name(arrival), failed.cause());
          if (failures >= settings.attempts()) {
            bury(arrival, failed.cause().toString(), failures);
            return;
          }
          observer.retried(arrival.subscription());
          pause(settings.pauseAfter(failures));
        }
        case Result.DatabaseAway away -> {
          if (outages++ == 0) {
            LOG.warn("{} waits for the database: {}", name(arrival), away.cause().toString());
          }
          pause(settings.pauseAfter(outages));
        }
      }
    }
  }

  private void settle(Arrival arrival, Result.Done done) {
    arrival.delivery().settle();
    if (done.duplicate()) {
      observer.duplicate(arrival.subscription());
    } else {
      observer.consumed(arrival.subscription());
    }
  }

  private void bury(Arrival arrival, String reason, int attempts) {
    var outages = 0;
    while (ours(arrival)) {
      try {
        var buried = placed(() -> attempt.bury(arrival, reason, attempts));
        arrival.delivery().settle();
        if (buried) {
          observer.died(arrival.subscription());
          LOG.error("{} is a dead letter after {} attempts: {}", name(arrival), attempts, reason);
        } else {
          observer.duplicate(arrival.subscription());
        }
        return;
      } catch (RuntimeException | Error e) {
        LOG.warn("{} can not be made a dead letter yet: {}", name(arrival), e.toString());
        pause(settings.pauseAfter(++outages));
      }
    }
  }

  private boolean ours(Arrival arrival) {
    return stopping.getCount() > 0 && arrival.delivery().live();
  }

  private <T> T placed(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private void pause(Duration length) {
    try {
      var _ = stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private static String name(Arrival arrival) {
    return "message %s from %s for %s"
        .formatted(arrival.read().id(), arrival.read().source(), arrival.subscription());
  }
}
