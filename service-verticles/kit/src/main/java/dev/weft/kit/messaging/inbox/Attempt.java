package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.kit.db.DatabaseUnavailable;
import dev.weft.kit.db.TransactionOverdue;
import dev.weft.kit.db.Transactions;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;

/** Tries once to handle a message, or to bury it, in one transaction. */
final class Attempt {

  /** A statement too long or too large, or a session that sat idle: the handler's doing. */
  private static final Set<String> OWN_FAULT = Set.of("57014", "25P03", "53400");

  private final Transactions transactions;
  private final CodecRegistry registry;
  private final Duration longest;

  Attempt(Transactions transactions, CodecRegistry registry, Duration longest) {
    this.transactions = transactions;
    this.registry = registry;
    this.longest = longest;
  }

  /** What came of it. */
  sealed interface Result {

    /** The effect has committed, now or before. */
    record Done(boolean duplicate) implements Result {}

    /** The handler threw; trying again may help. */
    record Failed(Throwable cause) implements Result {}

    /** It will never be handled. */
    record Hopeless(String reason) implements Result {}

    /** The database is away, which is not the message's fault. */
    record DatabaseAway(Throwable cause) implements Result {}
  }

  // A handler may fail in any way; whatever it throws is told to the caller.
  @SuppressWarnings("CatchingUnchecked")
  Result handle(Arrival arrival) {
    if (arrival.read().form() instanceof AmqpBinding.Read.NoEvent none) {
      return new Result.Hopeless("no CloudEvent: " + none.reason() + name(arrival));
    }
    var event = (AmqpBinding.Read.Event) arrival.read().form();
    try {
      return switch (registry.decode(event.envelope(), event.data())) {
        case Decoded.Message message -> run(arrival, message.body());
        case Decoded other -> new Result.Hopeless(other.describe());
      };
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /** The name that a message without one of its own goes by in its sender's logs. */
  private static String name(Arrival arrival) {
    var name = arrival.delivery().content().messageId();
    return arrival.read().named() || name == null ? "" : "; its message-id is " + name;
  }

  private Result run(Arrival arrival, Record message) {
    var first =
        transactions.<Boolean>run(
            arrival.read().trace(),
            longest,
            transaction -> {
              var fresh = Inbox.enter(transaction, arrival);
              if (fresh) {
                arrival.subscriber().handle(message, transaction);
              }
              return fresh;
            });
    return new Result.Done(!first);
  }

  private static Result failure(Throwable cause) {
    return cause instanceof DatabaseUnavailable
            && !(cause instanceof TransactionOverdue)
            && !ownFault(cause)
        ? new Result.DatabaseAway(cause)
        : new Result.Failed(cause);
  }

  private static boolean ownFault(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException pg && OWN_FAULT.contains(pg.getSqlState())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes a dead letter of it; false if somebody has handled it after all.
   *
   * @throws RuntimeException when the database does not take it
   */
  boolean bury(Arrival arrival, String reason, int attempts) {
    return transactions.<Boolean>run(
        arrival.read().trace(),
        transaction -> {
          var fresh = !arrival.read().named() || Inbox.enter(transaction, arrival);
          if (fresh) {
            DeadLetters.add(transaction, arrival, reason, attempts);
          }
          return fresh;
        });
  }
}
