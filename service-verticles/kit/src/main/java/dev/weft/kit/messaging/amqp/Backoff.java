package dev.weft.kit.messaging.amqp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double up to a limit, each shortened by up to a half at random. */
final class Backoff {

  private final long least;
  private final long most;
  private long next;

  Backoff(Duration least, Duration most) {
    this.least = least.toMillis();
    this.most = most.toMillis();
    this.next = this.least;
  }

  /** The pause before the next try. */
  Duration next() {
    var pause = next;
    next = Math.min(most, next * 2);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
  }

  void reset() {
    next = least;
  }
}
