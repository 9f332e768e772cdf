package dev.weft.kit.messaging.inbox;

import dev.weft.kit.messaging.inbox.Outcome.DatabaseAway;
import dev.weft.kit.messaging.inbox.Outcome.Dead;
import dev.weft.kit.messaging.inbox.Outcome.Failed;
import dev.weft.kit.messaging.inbox.Outcome.Settled;
import dev.weft.node.trace.Traces;

/** Handles messages of a held key in their order, until one fails or others should have a turn. */
final class HeldKeyTurn {

  private static final int MESSAGES = 16;

  private final Attempt attempt;
  private final Workplaces places;
  private final Reporting reporting;

  HeldKeyTurn(Attempt attempt, Workplaces places, Reporting reporting) {
    this.attempt = attempt;
    this.places = places;
    this.reporting = reporting;
  }

  /** What came of the last message that was tried. */
  Outcome take(Held.Key key, Subscriber<?> subscriber) {
    try {
      var messages = attempt.waiting(key, subscriber, MESSAGES);
      for (var message : messages) {
        var outcome = one(message);
        if (!places.open() || !lettingOthersFollow(outcome)) {
          return outcome;
        }
      }
      if (messages.size() == MESSAGES) {
        attempt.endTurn(key);
      }
      return Settled.HANDLED;
    } catch (RuntimeException e) {
      return new DatabaseAway(e);
    }
  }

  private Outcome one(HeldMessage message) {
    var arrival = message.arrival();
    Traces.set(arrival.read().trace());
    var outcome = places.work(() -> attempt.again(message));
    if (outcome instanceof Failed failed) {
      reporting.failed(arrival, message.attempts() + 1, failed);
      outcome = places.work(() -> attempt.afterAnother(message, Failure.of(failed.cause())));
    }
    switch (outcome) {
      case Settled settled -> reporting.settled(arrival, settled);
      case Dead dead -> reporting.died(arrival, dead);
      case Failed _, DatabaseAway _ -> {}
    }
    return outcome;
  }

  private static boolean lettingOthersFollow(Outcome outcome) {
    return switch (outcome) {
      case Settled settled -> settled == Settled.HANDLED || settled == Settled.DUPLICATE;
      case Dead _ -> true; // where it holds them back, the database says so
      case Failed _, DatabaseAway _ -> false;
    };
  }
}
