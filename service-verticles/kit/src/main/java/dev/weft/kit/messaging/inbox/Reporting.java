package dev.weft.kit.messaging.inbox;

import dev.weft.kit.messaging.inbox.Outcome.Dead;
import dev.weft.kit.messaging.inbox.Outcome.Failed;
import dev.weft.kit.messaging.inbox.Outcome.Settled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log and observer what became of a message. */
record Reporting(ConsumerObserver observer) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.weft.kit.messaging.inbox");

  void settled(Arrival arrival, Settled settled) {
    var subscription = arrival.subscription();
    switch (settled) {
      case HANDLED -> observer.consumed(subscription);
      case DUPLICATE -> observer.duplicate(subscription);
      case PARKED -> observer.parked(subscription);
      case HELD -> observer.retried(subscription);
      case LOST -> {}
    }
  }

  void failed(Arrival arrival, int attempts, Failed failed) {
    LOG.warn("attempt {} at {} failed", attempts, arrival, failed.cause());
  }

  void died(Arrival arrival, Dead dead) {
    observer.died(arrival.subscription());
    LOG.error(
        "{} is a dead letter after {} attempts: {} (stack {})",
        arrival,
        dead.attempts(),
        dead.failure().reason(),
        dead.failure().stackDigest());
  }
}
