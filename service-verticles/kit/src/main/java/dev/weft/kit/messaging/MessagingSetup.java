package dev.weft.kit.messaging;

import dev.weft.codecs.FieldKeys;
import dev.weft.kit.db.Transactions;
import dev.weft.kit.messaging.books.BooksSettings;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.inbox.Subscriber;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.kit.messaging.outbox.RelaySettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;

/**
 * All that messaging needs of its surroundings.
 *
 * @param service the name in subscriptions and, as {@code /name}, in the source of messages
 * @param instance names this process in the relay's lease
 * @param pool the relay's own, two connections are enough: one that waits behind handlers loses its
 *     lease
 * @param housekeeping a pool for what may wait and must not keep the relay waiting
 * @param transactions run with the outbox as their commit hook
 * @param broker not started, and closed when messaging stops
 * @param subscribers one for each type that the service handles
 * @param keys to encrypted fields of what it handles
 */
public record MessagingSetup(
    Vertx vertx,
    String service,
    String instance,
    Pool pool,
    Pool housekeeping,
    Transactions transactions,
    Outbox outbox,
    List<Subscriber<?>> subscribers,
    Broker broker,
    MeterRegistry meters,
    RelaySettings relay,
    ConsumerSettings consumer,
    FieldKeys keys,
    BooksSettings books) {

  public MessagingSetup {
    subscribers = List.copyOf(subscribers);
  }
}
