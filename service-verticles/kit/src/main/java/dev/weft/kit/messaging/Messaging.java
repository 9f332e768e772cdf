package dev.weft.kit.messaging;

import dev.weft.kit.messaging.books.Books;
import dev.weft.kit.messaging.books.BooksMeters;
import dev.weft.kit.messaging.books.BooksRoutes;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerState;
import dev.weft.kit.messaging.deadletters.DeadLetterActs;
import dev.weft.kit.messaging.deadletters.DeadLetterRoutes;
import dev.weft.kit.messaging.inbox.ConsumerWork;
import dev.weft.kit.messaging.inbox.Counting;
import dev.weft.kit.messaging.inbox.InboxPurge;
import dev.weft.kit.messaging.inbox.MessageConsumer;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import dev.weft.kit.messaging.outbox.OutboxAge;
import dev.weft.kit.messaging.outbox.PartitionDuty;
import dev.weft.kit.messaging.outbox.Relay;
import dev.weft.kit.messaging.outbox.RelayWork;
import dev.weft.kit.messaging.replay.ReplayRoutes;
import dev.weft.kit.messaging.replay.Replayer;
import dev.weft.kit.messaging.replay.SentDays;
import dev.weft.kit.messaging.schedule.ScheduleMover;
import dev.weft.node.management.CheckResult;
import dev.weft.node.management.Handle;
import dev.weft.node.management.ManagementRoutes;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Messaging of one service in one process, started and running. Neither a broker nor a database
 * that is away keeps it from starting: it goes on by itself when they are there.
 */
public final class Messaging {

  private static final Duration KEEP_INBOX = Duration.ofDays(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Broker broker;
  private final boolean keeps;
  private final Relay relay;
  private final MessageConsumer consumer;
  private final InboxPurge purge;
  private final OutboxAge age;
  private final Books books;
  private final Counters counters;
  private final String service;
  private final Pool housekeeping;

  private Messaging(MessagingSetup setup) {
    this.vertx = setup.vertx();
    this.broker = setup.broker();
    this.service = setup.service();
    this.housekeeping = setup.housekeeping();
    this.counters = new Counters(setup.meters(), setup.service());
    this.keeps = setup.relay().keep() != null;
    this.relay =
        new Relay(
            vertx,
            setup.pool(),
            broker,
            setup.instance(),
            new RelayWork("/" + setup.service(), setup.relay(), counters, duties(setup, broker)));
    this.consumer =
        new MessageConsumer(
            vertx,
            broker,
            setup.housekeeping(),
            setup.transactions(),
            new ConsumerWork(
                setup.service(), setup.subscribers(), setup.consumer(), counters, setup.keys()));
    this.purge = new InboxPurge(vertx, setup.housekeeping(), KEEP_INBOX);
    this.age = new OutboxAge(vertx, setup.housekeeping());
    this.books = books(setup);
    gauges(setup);
    setup.outbox().onCommit(relay::wake);
  }

  private static List<PartitionDuty> duties(MessagingSetup setup, Broker broker) {
    var source = "/" + setup.service();
    return List.of(
        new ScheduleMover(setup.housekeeping(), setup.relay().idlePoll()),
        new SentDays(setup.vertx(), setup.housekeeping(), setup.relay().keep()),
        new Replayer(setup.vertx(), setup.housekeeping(), broker, source));
  }

  private Books books(MessagingSetup setup) {
    var kept =
        new Books.Kept(setup.service(), setup.outbox().types(), consumer.subscriptionNames());
    var made = new Books(vertx, setup.housekeeping(), broker, setup.books(), kept);
    BooksMeters.register(made, setup.meters(), kept);
    return made;
  }

  private void gauges(MessagingSetup setup) {
    Gauge.builder("weft.broker.connected", broker, b -> b.state().connected() ? 1 : 0)
        .description("1 when the broker can be reached")
        .tag("service", setup.service())
        .register(setup.meters());
    Gauge.builder("weft.outbox.oldest", age, a -> a.latest().toMillis() / 1000.0)
        .description("How long the oldest message has waited to be sent")
        .baseUnit("seconds")
        .tag("service", setup.service())
        .register(setup.meters());
  }

  /**
   * Starts to connect, to relay and to consume; returns at once. The tables must be there.
   *
   * @throws dev.weft.codecs.InvalidMessageTypes when a subscriber's record is no message
   */
  public static Messaging start(MessagingSetup setup) {
    var messaging = new Messaging(setup);
    messaging.broker.start();
    messaging.relay.start();
    messaging.consumer.start();
    messaging.purge.start();
    messaging.age.start();
    messaging.books.start();
    return messaging;
  }

  /** There may be something to do: for whoever writes to the tables past the kit. */
  public void wake() {
    relay.wake();
    consumer.wake();
  }

  /** Answers operators on the management port until the handle is closed. */
  public Handle mount(ManagementRoutes routes) {
    var deadLetters = DeadLetterRoutes.mount(routes, service, housekeeping, deadLetters());
    var counts =
        routes.add(
            HttpMethod.GET,
            "/messages/" + service + "/subscriptions",
            _ -> subscriptionCounts().map(SubscriptionsAnswer::of));
    var balances = BooksRoutes.mount(routes, service, books);
    var replays = ReplayRoutes.mount(routes, service, housekeeping, keeps);
    return () -> {
      deadLetters.close();
      counts.close();
      balances.close();
      replays.close();
    };
  }

  /** What became of the messages of each subscription, for the books. */
  public Future<List<SubscriptionCounts>> subscriptionCounts() {
    return new Counting(housekeeping, consumer.subscriptions()).now();
  }

  /** What was published, and what became of it. */
  public Books books() {
    return books;
  }

  /** Redrives and discards dead letters of the service. */
  public DeadLetterActs deadLetters() {
    return new DeadLetterActs(housekeeping, consumer.subscriptions(), this::wake);
  }

  /** Whether the broker can be reached. No reason to take a service out of rotation. */
  public BrokerState broker() {
    return broker.state();
  }

  /** What is wrong with subscriptions although the broker is there; empty when all is well. */
  public List<String> subscriptionTroubles() {
    return broker.state().connected() ? consumer.troubles() : List.of();
  }

  /** Types whose messages wait because the broker has no place for them, with the reason. */
  public Map<String, String> waitingTypes() {
    return counters.waitingTypes();
  }

  /**
   * Whether messages flow. A broker that is away makes nothing unready: what is emitted waits in
   * the outbox. A queue that is missing although the broker is there does.
   */
  public CheckResult health() {
    if (!broker.state().connected()) {
      return CheckResult.up("the broker is away, messages wait: " + broker.state().trouble());
    }
    var troubles = subscriptionTroubles();
    if (!troubles.isEmpty()) {
      return CheckResult.down(String.join("; ", troubles));
    }
    return waitingTypes().isEmpty()
        ? CheckResult.up()
        : CheckResult.up("messages wait: " + waitingTypes());
  }

  /** The partitions of the keys, of 16, that this process sends for; others have the rest. */
  public Future<Set<Integer>> partitions() {
    return relay.partitions();
  }

  /**
   * Takes no more messages, lets handlers finish, waits for what is being sent, and lets go of the
   * leases. What is left over waits in the outbox and at the broker.
   */
  public Future<Void> stop() {
    purge.stop();
    age.stop();
    books.stop();
    return bounded(consumer.stop())
        .eventually(() -> bounded(relay.stop()))
        .eventually(broker::close);
  }

  private static Future<Void> bounded(Future<Void> step) {
    return step.timeout(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
