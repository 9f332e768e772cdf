package dev.weft.kit.messaging.inbox;

import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.inbox.Outcome.DatabaseAway;
import dev.weft.kit.messaging.inbox.Outcome.Dead;
import dev.weft.kit.messaging.inbox.Outcome.Failed;
import dev.weft.kit.messaging.inbox.Outcome.Settled;
import dev.weft.node.trace.Traces;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stays with a message from the broker until the database has it, handled or held, or until it is
 * no longer ours. Only then is it settled. A database that is away is waited for.
 */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Attempt attempt;
  private final Workplaces places;
  private final ConsumerSettings settings;
  private final Reporting reporting;
  private final Runnable onHeld;

  Intake(
      Attempt attempt,
      Workplaces places,
      ConsumerSettings settings,
      Reporting reporting,
      Runnable onHeld) {
    this.attempt = attempt;
    this.places = places;
    this.settings = settings;
    this.reporting = reporting;
    this.onHeld = onHeld;
  }

  /** A message and how it is settled. */
  record Delivered(Arrival arrival, Delivery delivery) {}

  /** On return the message is settled, or left for the broker to deliver again. */
  void take(Delivered delivered) {
    var arrival = delivered.arrival();
    Traces.set(arrival.read().trace());
    Supplier<Outcome> step = () -> attempt.first(arrival);
    var outages = 0;
    while (places.open() && delivered.delivery().live()) {
      switch (places.work(step)) {
        case Settled.LOST -> {}
        case Settled settled -> {
          delivered.delivery().settle();
          reporting.settled(arrival, settled);
          if (settled == Settled.HELD) {
            onHeld.run();
          }
          return;
        }
        case Dead dead -> {
          delivered.delivery().settle();
          reporting.died(arrival, dead);
          return;
        }
        case Failed failed -> {
          reporting.failed(arrival, 1, failed);
          step = () -> attempt.afterFirst(arrival, Failure.of(failed.cause()));
        }
        case DatabaseAway away -> {
          if (outages++ == 0) {
            LOG.warn("{} waits for the database: {}", arrival, away.cause().toString());
          }
          places.pause(settings.pauseAfter(outages));
        }
      }
    }
  }
}
