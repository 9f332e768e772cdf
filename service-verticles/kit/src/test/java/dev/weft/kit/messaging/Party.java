package dev.weft.kit.messaging;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.FieldKeys;
import dev.weft.kit.Handling;
import dev.weft.kit.MessageHandler;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.books.BooksSettings;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.inbox.Subscriber;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.node.trace.TraceContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** One instance of a service that takes part in messaging: its own pools, outbox, and Messaging. */
public final class Party {

  private final Database database;
  private final Pool relayPool;
  private final PgTransactions transactions;
  private final Messaging messaging;
  private final SimpleMeterRegistry meters;

  private Party(Builder builder) {
    var vertx = builder.vertx;
    this.meters = new SimpleMeterRegistry();
    this.database = Database.open(vertx, builder.database.config(builder.databasePort));
    this.relayPool = builder.database.pool(vertx, builder.databasePort, 2);
    var emitted = Set.<Class<?>>of(Shop.Placed.class, Shop.Reserved.class, Shop.NobodyCares.class);
    var outbox = new Outbox(CodecRegistry.of(emitted));
    this.transactions =
        new PgTransactions(
            database,
            new Emits(emitted, outbox),
            new TransactionMetrics(meters, builder.service, database));
    this.messaging =
        Messaging.start(
            new MessagingSetup(
                vertx,
                builder.service,
                builder.service + "-" + UUID.randomUUID(),
                relayPool,
                database.pool(),
                transactions,
                outbox,
                builder.subscribers,
                builder.road.apply(builder.broker.get()),
                meters,
                builder.relay,
                builder.consumer,
                FieldKeys.NONE,
                builder.books));
  }

  /** A party on a database and a broker; each instance has a connection of its own. */
  public static Builder of(
      Vertx vertx, String service, TestDatabase database, Supplier<Broker> broker) {
    return new Builder(vertx, service, database, broker);
  }

  public Messaging messaging() {
    return messaging;
  }

  /** Runs work in a transaction on the calling thread. */
  public void transact(Consumer<Transaction> work) {
    transactions.run(
        TraceContext.fresh(),
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  public void emit(Record... messages) {
    transact(transaction -> List.of(messages).forEach(transaction::emit));
  }

  /** Emits messages of a key with numbers from one up to another, in one transaction. */
  public void emit(String key, int from, int to) {
    emit(
        IntStream.range(from, to)
            .mapToObj(number -> new Shop.Placed(key, number, ""))
            .toArray(Record[]::new));
  }

  public double counted(String name) {
    return meters.find(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  /** The value of the gauge of a name; of several, the sum of those that have one. */
  public double gauge(String name) {
    return meters.find(name).gauges().stream()
        .mapToDouble(Gauge::value)
        .filter(value -> !Double.isNaN(value))
        .sum();
  }

  public void stop() {
    messaging.stop().await();
    database.close().await();
    relayPool.close().await();
  }

  /** How a party differs from the usual one. */
  public static final class Builder {

    private final Vertx vertx;
    private final String service;
    private final TestDatabase database;
    private final List<Subscriber<?>> subscribers = new ArrayList<>();
    private UnaryOperator<Broker> road = broker -> broker;
    private Supplier<Broker> broker;
    private int databasePort;
    private RelaySettings relay = RelaySettings.DEFAULT.withLease(Duration.ofSeconds(2));
    private ConsumerSettings consumer =
        ConsumerSettings.DEFAULT.withRetries(3, Duration.ofMillis(20), Duration.ofMillis(200));

    private BooksSettings books = BooksSettings.DEFAULT;

    private Builder(Vertx vertx, String service, TestDatabase database, Supplier<Broker> broker) {
      this.vertx = vertx;
      this.service = service;
      this.database = database;
      this.broker = broker;
      this.databasePort = database.port();
    }

    public <M extends Record> Builder on(Class<M> type, MessageHandler<M> handler) {
      return on(type, handler, Handling.SKIP);
    }

    public <M extends Record> Builder on(
        Class<M> type, MessageHandler<M> handler, Handling handling) {
      subscribers.add(new Subscriber<>(type, handler, handling));
      return this;
    }

    /** Writes down every message that it handles. */
    public Builder noting() {
      return on(
          Shop.PlacedAsRead.class, (message, transaction) -> note(service, message, transaction));
    }

    /** Writes down every message, and then fails with some of them. */
    public Builder failing(Handling handling, Predicate<Shop.PlacedAsRead> fails) {
      return on(
          Shop.PlacedAsRead.class,
          (message, transaction) -> {
            note(service, message, transaction);
            if (fails.test(message)) {
              throw new IllegalStateException("no such shelf");
            }
          },
          handling);
    }

    public static void note(String reader, Shop.PlacedAsRead message, Transaction transaction) {
      transaction.update(
          "INSERT INTO effect (reader, key, number) VALUES ($1, $2, $3)",
          reader,
          message.orderId(),
          message.number());
    }

    /** Has something between the service and its broker. */
    public Builder road(UnaryOperator<Broker> between) {
      this.road = between;
      return this;
    }

    /** Another way to the broker. */
    public Builder broker(Supplier<Broker> connections) {
      this.broker = connections;
      return this;
    }

    /** An open Artemis by way of a port, which may be a proxy's. */
    public Builder brokerPort(int port) {
      this.broker = () -> TestBroker.connection(vertx, port, Duration.ofSeconds(2));
      return this;
    }

    public Builder databasePort(int port) {
      this.databasePort = port;
      return this;
    }

    public Builder relay(RelaySettings settings) {
      this.relay = settings;
      return this;
    }

    public Builder books(BooksSettings settings) {
      this.books = settings;
      return this;
    }

    public Builder consumer(ConsumerSettings settings) {
      this.consumer = settings;
      return this;
    }

    public Party start() {
      return new Party(this);
    }
  }
}
