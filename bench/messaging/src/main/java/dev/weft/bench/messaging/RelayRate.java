package dev.weft.bench.messaging;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Envelope;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.db.Database;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.outbox.Relay;
import dev.weft.kit.messaging.outbox.RelayObserver;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.kit.messaging.outbox.RelayWork;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A full outbox that a relay empties, beside a client that sends the same and waits as it does. */
final class RelayRate {

  static final String RELAY = "relay, outbox to broker and deleted";
  static final String RAW = "raw client, acknowledged";

  private static final int KEYS = 1_000;
  static final String FILL =
      """
      INSERT INTO weft_outbox (id, type, key, payload)
      SELECT nextval('weft_outbox_place'), $1, 'key' || n %% %d, $2::bytea
        FROM generate_series(1, $3::int) AS n
      """
          .formatted(KEYS);

  private final Vertx vertx;
  private final int brokerPort;
  private final Database database;
  private final Broker broker;

  RelayRate(Vertx vertx, DatabaseConfig config, int brokerPort) throws InterruptedException {
    this.vertx = vertx;
    this.brokerPort = brokerPort;
    this.database = Database.open(vertx, "relay", config.withPoolSize(2));
    this.broker =
        new AmqpBroker(vertx, AmqpSettings.anonymous("127.0.0.1", brokerPort), new Artemis());
    var connected = new CountDownLatch(1);
    broker.onConnected(connected::countDown);
    broker.start();
    connected.await();
  }

  void round(int round, int messages, Figures figures) throws InterruptedException {
    if (round % 2 == 0) {
      raw(messages, figures);
      relay(messages, figures);
    } else {
      relay(messages, figures);
      raw(messages, figures);
    }
  }

  private void relay(int messages, Figures figures) throws InterruptedException {
    database.pool().preparedQuery(FILL).execute(Tuple.of(Sold.TYPE, payload(), messages)).await();
    var observer = new Counting();
    var work = new RelayWork("/bench", RelaySettings.DEFAULT, observer, List.of());
    var relay = new Relay(vertx, database.pool(), broker, "bench", work);
    relay.start();
    observer.first.await();
    var began = System.nanoTime();
    while (unsent() > 0) {
      LockSupport.parkNanos(5_000_000);
    }
    figures.add(RELAY, messages * 1e9 / (System.nanoTime() - began));
    relay.stop().await();
    drain(messages);
  }

  private long unsent() {
    return database
        .pool()
        .query("SELECT EXISTS (SELECT FROM weft_outbox)::int")
        .execute()
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }

  private void raw(int messages, Figures figures) throws InterruptedException {
    var envelope =
        new Envelope(
            UUID.randomUUID().toString(),
            "/bench",
            Sold.TYPE,
            1,
            "key",
            Instant.now(),
            Envelope.JSON,
            Envelope.Trace.NONE);
    var content = AmqpBinding.write(envelope, payload());
    figures.add(
        RAW,
        new RawClient(vertx, brokerPort, RelaySettings.DEFAULT.underWay()).rate(content, messages));
    drain(messages);
  }

  static Buffer payload() {
    return CodecRegistry.of(Sold.class).encode(Sold.of(17));
  }

  /** So that no round finds more at the broker than another. */
  private void drain(int messages) throws InterruptedException {
    var left = new CountDownLatch(messages);
    var subscription =
        broker.subscribe(
            new SubscriptionName(Sold.TYPE, Sold.SERVICE),
            2_000,
            delivery -> {
              delivery.settle();
              left.countDown();
            });
    left.await();
    subscription.close().await();
  }

  void close() {
    broker.close().await();
    database.close().await();
  }

  /** Tells when the first message is with the broker. */
  private static final class Counting implements RelayObserver {

    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void published(String type) {
      first.countDown();
    }
  }
}
