package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.DatabaseUnavailable;
import dev.weft.kit.db.TransactionOverdue;
import dev.weft.kit.db.Transactions;
import dev.weft.kit.messaging.inbox.Outcome.Dead;
import dev.weft.kit.messaging.inbox.Outcome.Settled;
import dev.weft.node.trace.TraceContext;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Everything that happens to a message, each in one transaction. An outcome is never thrown. */
final class Attempt {

  /** A statement too long or too large, or a session that sat idle: the handler's doing. */
  private static final Set<String> OWN_FAULT = Set.of("57014", "25P03", "53400");

  private final Transactions transactions;
  private final CodecRegistry registry;
  private final ConsumerSettings settings;

  Attempt(Transactions transactions, CodecRegistry registry, ConsumerSettings settings) {
    this.transactions = transactions;
    this.registry = registry;
    this.settings = settings;
  }

  /** What a message's bytes came to. */
  private sealed interface Content {

    record Message(Record body) implements Content {}

    record Hopeless(Failure failure) implements Content {}
  }

  /** Handles a message that has arrived, unless it has to wait. */
  Outcome first(Arrival arrival) {
    return handling(
        arrival,
        (transaction, content) -> {
          while (true) {
            switch (Inbox.enter(transaction, arrival)) {
              case NEW -> {
                return switch (content) {
                  case Content.Message(var body) -> handle(transaction, arrival, body);
                  case Content.Hopeless(var failure) -> {
                    DeadLetters.add(transaction, arrival, failure, 1);
                    yield new Dead(failure, 1);
                  }
                };
              }
              case KNOWN -> {
                return Settled.DUPLICATE;
              }
              case BEHIND_OTHERS -> {
                if (Held.park(transaction, arrival)) {
                  return Settled.PARKED;
                }
                // Whoever had the key has finished with it meanwhile.
              }
            }
          }
        });
  }

  /** Puts a message whose first attempt has failed where it waits for the next, or for somebody. */
  Outcome afterFirst(Arrival arrival, Failure failure) {
    return putting(
        arrival,
        transaction -> {
          if (settings.attempts() > 1) {
            var pause = settings.pauseAfter(1);
            return Held.add(transaction, arrival, failure, pause)
                ? Settled.HELD
                : Settled.DUPLICATE;
          }
          return switch (Inbox.enter(transaction, arrival)) {
            case NEW -> {
              DeadLetters.add(transaction, arrival, failure, 1);
              yield new Dead(failure, 1);
            }
            case KNOWN -> Settled.DUPLICATE;
            case BEHIND_OTHERS -> Held.park(transaction, arrival) ? Settled.PARKED : Settled.LOST;
          };
        });
  }

  /** Handles the first message of a held key. */
  Outcome again(HeldMessage message) {
    var arrival = message.arrival();
    return handling(
        arrival,
        (transaction, content) ->
            switch (Held.claim(transaction, message)) {
              case LOST -> Settled.LOST;
              case KNOWN -> {
                Held.remove(transaction, message);
                yield Settled.DUPLICATE;
              }
              case MINE ->
                  switch (content) {
                    case Content.Message(var body) -> {
                      var handled = handle(transaction, arrival, body);
                      Held.remove(transaction, message);
                      yield handled;
                    }
                    case Content.Hopeless(var failure) -> bury(transaction, message, failure, true);
                  };
            });
  }

  /** Notes that another attempt has failed, and gives up on the message if it was the last. */
  Outcome afterAnother(HeldMessage message, Failure failure) {
    var attempts = message.attempts() + 1;
    return putting(
        message.arrival(),
        transaction -> {
          if (attempts >= settings.attempts()) {
            return bury(transaction, message, failure, false);
          }
          var pause = settings.pauseAfter(attempts);
          return Held.fail(transaction, message, failure, pause) ? Settled.HELD : Settled.LOST;
        });
  }

  /**
   * The first messages of a held key. A key without any is forgotten.
   *
   * @throws RuntimeException when the database is away
   */
  List<HeldMessage> waiting(Held.Key key, Subscriber<?> subscriber, int most) {
    return transactions.run(
        TraceContext.fresh(),
        transaction -> {
          var first = Held.first(transaction, key, subscriber, most);
          if (first.isEmpty()) {
            Held.release(transaction, key);
          }
          return first;
        });
  }

  /**
   * Lets other keys have a turn.
   *
   * @throws RuntimeException when the database is away
   */
  void endTurn(Held.Key key) {
    transactions.<Boolean>run(
        TraceContext.fresh(),
        transaction -> {
          Held.endTurn(transaction, key);
          return true;
        });
  }

  private static Outcome handle(Transaction transaction, Arrival arrival, Record body) {
    arrival.subscriber().handle(body, arrival.read().id(), transaction);
    return Settled.HANDLED;
  }

  private static Outcome bury(
      Transaction transaction, HeldMessage message, Failure failure, boolean entered) {
    return Held.bury(transaction, message, failure, entered)
        ? new Dead(failure, message.attempts() + 1)
        : Settled.LOST;
  }

  /** What is done with a message inside of its transaction. */
  private interface Step {
    Outcome take(Transaction transaction, Content content);
  }

  // A handler may fail in any way; whatever it throws is told to the caller.
  @SuppressWarnings("CatchingUnchecked")
  private Outcome handling(Arrival arrival, Step step) {
    try {
      var content = decode(arrival);
      var own = arrival.subscriber().handling().longest();
      return transactions.run(
          arrival.read().trace(),
          own == null ? settings.longest() : own,
          transaction -> step.take(transaction, content));
    } catch (Throwable e) {
      return e instanceof DatabaseUnavailable && !(e instanceof TransactionOverdue) && !ownFault(e)
          ? new Outcome.DatabaseAway(e)
          : new Outcome.Failed(e);
    }
  }

  /** Nothing of the handler's is in here, so whatever goes wrong is the database's. */
  private Outcome putting(Arrival arrival, Function<Transaction, Outcome> step) {
    try {
      return transactions.run(arrival.read().trace(), step);
    } catch (RuntimeException | Error e) {
      return new Outcome.DatabaseAway(e);
    }
  }

  private Content decode(Arrival arrival) {
    return switch (arrival.read().form()) {
      case AmqpBinding.Read.NoEvent none ->
          new Content.Hopeless(Failure.of("no CloudEvent: " + none.reason() + name(arrival)));
      case AmqpBinding.Read.Event event ->
          switch (registry.decode(event.envelope(), event.data())) {
            case Decoded.Message message -> new Content.Message(message.body());
            case Decoded other -> new Content.Hopeless(Failure.of(other.describe()));
          };
    };
  }

  /** The name that a message without one of its own goes by in its sender's logs. */
  private static String name(Arrival arrival) {
    var name = arrival.content().messageId();
    return arrival.read().named() || name == null ? "" : "; its message-id is " + name;
  }

  private static boolean ownFault(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException pg && OWN_FAULT.contains(pg.getSqlState())) {
        return true;
      }
    }
    return false;
  }
}
