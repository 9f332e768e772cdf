package dev.weft.bench.messaging;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.FieldKeys;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.Messaging;
import dev.weft.kit.messaging.MessagingSetup;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.books.BooksSettings;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.inbox.Subscriber;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.kit.messaging.outbox.RelaySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/** A service that emits {@link Sold} and handles it, on a database of its own. */
record Site(
    String service,
    Database database,
    Database relays,
    PgTransactions transactions,
    Messaging messaging) {

  static Site start(
      Vertx vertx, String service, DatabaseConfig config, int brokerPort, List<Subscriber<?>> on) {
    var database = Database.open(vertx, service, config);
    var relays = Database.open(vertx, service + "-relay", config.withPoolSize(2));
    var outbox = new Outbox(CodecRegistry.of(Sold.class));
    var meters = new SimpleMeterRegistry();
    var transactions =
        new PgTransactions(
            database,
            new Emits(Set.of(Sold.class), outbox),
            new TransactionMetrics(meters, service, database));
    var messaging =
        Messaging.start(
            new MessagingSetup(
                vertx,
                service,
                service + "-1",
                relays.pool(),
                database.pool(),
                transactions,
                outbox,
                on,
                new AmqpBroker(
                    vertx, AmqpSettings.anonymous("127.0.0.1", brokerPort), new Artemis()),
                meters,
                RelaySettings.DEFAULT,
                ConsumerSettings.DEFAULT,
                FieldKeys.NONE,
                BooksSettings.DEFAULT));
    return new Site(service, database, relays, transactions, messaging);
  }

  /** Whether it sends, and takes what is published from now on. */
  boolean isConnected() {
    return messaging.broker().connected() && messaging.subscriptionTroubles().isEmpty();
  }

  void close() {
    messaging.stop().await();
    relays.close().await();
    database.close().await();
  }
}
