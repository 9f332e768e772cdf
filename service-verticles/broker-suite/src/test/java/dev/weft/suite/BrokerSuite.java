package dev.weft.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.codecs.Envelope;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.NobodyCares;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.amqp.Dialect;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.outbox.DeleteGate;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one service's transaction to another's: the same must hold on every broker. */
abstract class BrokerSuite {

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
  private static final SubscriptionName STOCK =
      new SubscriptionName("foodmart.orders.OrderPlaced", "stock");
  private static final SubscriptionName LATE =
      new SubscriptionName("foodmart.nobody.Cares", "late");

  /** How many keys and messages of each a test of several relays has; more by system property. */
  private static final int KEYS = Integer.getInteger("weft.suite.keys", 100);

  private static final int ROUNDS = Integer.getInteger("weft.suite.rounds", 20);

  /** How long the broker is away at least, and how many messages are emitted meanwhile. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("weft.outage.seconds", 0));

  private static final int OUTAGE_ROUNDS = 100;
  private static final int OUTAGE_KEYS = 20;
  private static final long OUTAGE_PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  final Stage stage;
  private @Nullable Broker outsider;

  BrokerSuite() {
    this.stage = new Stage(vertx -> () -> server().road(vertx).connection(SEND_TIMEOUT));
  }

  abstract BrokerUnderTest server();

  /** Where clients of other kinds find the broker; null when they can not. */
  @Nullable String outsideUrl() {
    return null;
  }

  /** How they address it. */
  Dialect dialect() {
    return new Artemis();
  }

  @BeforeEach
  final void create() {
    server().create(STOCK);
  }

  @AfterEach
  final void close() {
    if (outsider != null) {
      outsider.close().await();
    }
    stage.close();
    server().delete(STOCK);
  }

  @Test
  void aMessageGetsFromOneTransactionToAnother() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    emitter.emit(new Placed("a", 1, "hello"));

    Stage.eventually(() -> effects("a").equals(List.of(1)));
    Stage.eventually(() -> inOutbox() == 0);
    assertThat(
            stage.stock().rows("SELECT subscription, source FROM weft_inbox").getFirst().toJson())
        .hasToString(
            "{\"subscription\":\"foodmart.orders.OrderPlaced::stock\",\"source\":\"/orders\"}");
  }

  @Test
  void whatIsRolledBackIsNeverSent() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    assertThatThrownBy(
            () ->
                emitter.transact(
                    transaction -> {
                      transaction.emit(new Placed("a", 1, ""));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    emitter.emit(new Placed("a", 2, ""));

    Stage.eventually(() -> effects("a").equals(List.of(2)));
    assertThat(emitter.counted("weft.messages.published")).isEqualTo(1);
  }

  @Test
  void aTransactionThatSleepsHoldsUpNoOther() throws Exception {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    var mayCommit = new CountDownLatch(1);
    var emitted = new CountDownLatch(1);
    var sleeper =
        Thread.startVirtualThread(
            () ->
                emitter.transact(
                    transaction -> {
                      transaction.emit(new Placed("a", 1, ""));
                      emitted.countDown();
                      Stage.wait(mayCommit);
                    }));
    emitted.await();

    emitter.emit(new Placed("b", 1, ""));
    Stage.eventually(() -> effects("b").equals(List.of(1)));
    mayCommit.countDown();
    sleeper.join();

    Stage.eventually(() -> effects("a").equals(List.of(1)));
  }

  @Test
  void messagesOfAKeyArriveInTheOrderOfCommits() throws Exception {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    stage.orders().execute("CREATE TABLE counter (key text PRIMARY KEY, n int NOT NULL)");
    var keys = IntStream.range(0, 10).mapToObj(i -> "key" + i).toList();
    keys.forEach(key -> stage.orders().execute("INSERT INTO counter VALUES ($1, 0)", key));

    // The number is drawn under the row's lock, so its order is the order of commits.
    var threads =
        IntStream.range(0, 8)
            .mapToObj(
                worker ->
                    Thread.startVirtualThread(
                        () -> {
                          for (var i = 0; i < 50; i++) {
                            countUp(emitter, keys.get((worker + i) % keys.size()));
                          }
                        }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }

    Stage.eventually(() -> allEffects() == 400);
    keys.forEach(key -> assertThat(effects(key)).isEqualTo(numbers(1, 41)));
  }

  @Test
  void aRelayKilledBetweenAcceptAndDeleteSendsTheSameAgainAndEffectsHappenOnce() {
    var road = stage.proxyTo(stage.orders().port());
    var first = stage.start(stage.ordersService().databasePort(road.port()));
    var reader = stage.start(stage.stockService().noting());
    var gate = new DeleteGate(stage.orders());
    first.emit(placed(20, 1));
    Stage.eventually(() -> first.counted("weft.messages.published") >= 20);

    road.refuse(true);
    gate.killWhoWaits();
    assertThat(inOutbox()).isEqualTo(20);
    stage.start(stage.ordersService());
    gate.open();

    Stage.eventually(() -> inOutbox() == 0);
    Stage.eventually(() -> reader.counted("weft.messages.duplicates") == 20);
    for (var key = 0; key < 20; key++) {
      assertThat(effects("key" + key)).containsExactly(1);
    }
    road.refuse(false);
  }

  @Test
  void aConnectionThatIsCutWithManyUnsettledLosesNothingAndReordersNoKey() {
    var road = server().road(stage.vertx());
    var emitter = stage.start(stage.ordersService().broker(() -> road.connection(SEND_TIMEOUT)));
    var reader =
        stage.start(stage.stockService().broker(() -> road.connection(SEND_TIMEOUT)).noting());
    emitter.emit(placed(500, 0));
    Stage.eventually(() -> allEffects() > 0);

    road.silent(true);
    for (var round = 1; round < 4; round++) {
      emitter.emit(placed(500, round));
    }
    road.cut();
    road.silent(false);

    Stage.eventually(() -> allEffects() == 2_000);
    for (var key = 0; key < 500; key++) {
      assertThat(effects("key" + key)).isEqualTo(numbers(0, 4));
    }
    Stage.eventually(() -> inOutbox() == 0);
    assertThat(deadLetters()).isZero();
    assertThat(reader.counted("weft.messages.retries")).isZero();
  }

  /** Ten minutes by {@code -Dweft.outage.seconds=600}. */
  @Test
  void aBrokerThatIsAwayUnderLoadBurnsNoAttemptsAndItsBacklogDrainsInOrder() {
    var emitter = stage.start(stage.ordersService());
    var reader = stage.start(stage.stockService().noting());
    emitter.emit(placed(OUTAGE_KEYS, 0));
    Stage.eventually(() -> allEffects() == OUTAGE_KEYS);

    server().stop();
    var rounds = 1;
    try {
      Stage.eventually(() -> !emitter.messaging().broker().connected());
      var until = System.nanoTime() + OUTAGE.toNanos();
      for (; rounds <= OUTAGE_ROUNDS || System.nanoTime() < until; rounds++) {
        emitter.emit(placed(OUTAGE_KEYS, rounds));
        LockSupport.parkNanos(OUTAGE.isZero() ? 0 : OUTAGE_PAUSE_NANOS);
      }
      assertThat(emitter.messaging().broker().trouble()).isNotEmpty();
      assertThat(inOutbox()).isEqualTo((rounds - 1L) * OUTAGE_KEYS);
    } finally {
      server().startAgain();
    }

    var all = (long) rounds * OUTAGE_KEYS;
    var back = System.nanoTime();
    Stage.eventually(OUTAGE.plusMinutes(2), () -> allEffects() == all);
    var took = Duration.ofNanos(System.nanoTime() - back);
    System.out.printf("a backlog of %d was handled in %d s%n", all, took.toSeconds());
    for (var key = 0; key < OUTAGE_KEYS; key++) {
      assertThat(effects("key" + key)).isEqualTo(numbers(0, rounds));
    }
    assertThat(deadLetters()).isZero();
    assertThat(reader.counted("weft.messages.retries")).isZero();
    Stage.eventually(() -> inOutbox() == 0);
  }

  @Test
  void aMessageForLaterComesOnceAndNotEarlyThoughServiceAndBrokerAreRestarted() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    emitter.transact(
        transaction -> transaction.emitAfter(Duration.ofHours(1), new Placed("a", 1, "")));

    stage.stop(emitter);
    server().stop();
    server().startAgain();
    var next = stage.start(stage.ordersService());
    next.emit(new Placed("b", 1, ""));
    Stage.eventually(() -> effects("b").equals(List.of(1)));
    assertThat(effects("a")).isEmpty();
    var due =
        time(
            stage.orders(),
            """
            UPDATE weft_schedule SET due = clock_timestamp() + interval '500 ms' RETURNING due\
            """);

    Stage.eventually(() -> effects("a").equals(List.of(1)));
    assertThat(time(stage.stock(), "SELECT max(handled_at) FROM weft_inbox")).isAfterOrEqualTo(due);
    Stage.eventually(() -> inOutbox() == 0 && atBroker(STOCK) == 0);
    assertThat(effects("a")).containsExactly(1);
  }

  /** Half of the emitters and one reader are killed in the middle, by cutting all their roads. */
  @Test
  void relaysAndReadersThatAreKilledLoseNothingAndReorderNoKey() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    System.out.println("seed " + seed);
    var database = stage.proxyTo(stage.orders().port());
    var stockDatabase = stage.proxyTo(stage.stock().port());
    var road = server().road(stage.vertx());
    var doomed =
        stage.start(
            stage
                .ordersService()
                .databasePort(database.port())
                .broker(() -> road.connection(SEND_TIMEOUT)));
    var emitters =
        List.of(doomed, stage.start(stage.ordersService()), stage.start(stage.ordersService()));
    stage.start(
        stage
            .stockService()
            .databasePort(stockDatabase.port())
            .broker(() -> road.connection(SEND_TIMEOUT))
            .noting());
    stage.start(stage.stockService().noting());

    var killedIn = ROUNDS / 4 + random.nextInt(ROUNDS / 2);
    for (var round = 0; round < ROUNDS; round++) {
      emitters
          .get(round < killedIn ? random.nextInt(3) : 1 + random.nextInt(2))
          .emit(placed(KEYS, round));
      if (round == killedIn) {
        road.refuse(true);
        database.refuse(true);
        stockDatabase.refuse(true);
      }
    }

    var all = (long) KEYS * ROUNDS;
    Stage.eventually(Duration.ofSeconds(40 + all / 200), () -> allEffects() == all);
    for (var key = 0; key < KEYS; key++) {
      assertThat(effects("key" + key))
          .as("seed %d, key %d", seed, key)
          .isEqualTo(numbers(0, ROUNDS));
    }
    assertThat(deadLetters()).isZero();
    road.refuse(false);
    database.refuse(false);
    stockDatabase.refuse(false);
  }

  @Test
  void aDuplicateHandedToTwoInstancesAtOnceHasOneEffect() {
    var both = new CountDownLatch(1);
    var calls = new AtomicInteger();
    for (var i = 0; i < 2; i++) {
      var instance =
          stage.start(
              stage
                  .stockService()
                  .on(
                      PlacedAsRead.class,
                      (message, transaction) -> {
                        calls.incrementAndGet();
                        Party.Builder.note("stock", message, transaction);
                        Stage.wait(both);
                      }));
      Stage.eventually(() -> subscribed(instance));
    }
    // Copies of one message under many group ids reach both instances where keys are shared.
    var original = content("twin", 1, "{\"orderId\":\"a\",\"number\":1}");
    for (var i = 0; i < 12; i++) {
      send(
          new AmqpContent(
              "twin",
              original.subject(),
              original.contentType(),
              "group" + i,
              true,
              original.properties(),
              original.body()));
    }
    Stage.eventually(() -> server().sharesKeys() ? blockedInInbox() >= 1 : calls.get() > 0);
    both.countDown();

    Stage.eventually(() -> atBroker(STOCK) == 0);
    assertThat(effects("a")).containsExactly(1);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aSubscriberThatWasAwayGetsAllThatWasPublished() {
    var emitter = stage.start(stage.ordersService());
    var reader = stage.start(stage.stockService().noting());
    emitter.emit(new Placed("a", 0, ""));
    Stage.eventually(() -> effects("a").size() == 1);
    stage.stop(reader);

    for (var i = 1; i <= 100; i++) {
      emitter.emit(new Placed("a", i, ""));
    }
    Stage.eventually(() -> atBroker(STOCK) == 100);
    stage.start(stage.stockService().noting());

    Stage.eventually(() -> effects("a").size() == 101);
    assertThat(effects("a")).isEqualTo(numbers(0, 101));
  }

  @Test
  void aReaderThatStopsLeavesTheRestToTheNextInOrder() {
    var emitter = stage.start(stage.ordersService());
    var current = stage.start(stage.stockService().noting());
    for (var round = 0; round < 3; round++) {
      var next = stage.start(stage.stockService().noting());
      for (var i = 0; i < 10; i++) {
        emitter.emit(placed(20, round * 10 + i));
        if (i == 5) {
          stage.stop(current);
        }
      }
      current = next;
    }

    Stage.eventually(() -> allEffects() == 600);
    for (var key = 0; key < 20; key++) {
      assertThat(effects("key" + key)).isEqualTo(numbers(0, 30));
    }
    assertThat(deadLetters()).isZero();
  }

  @Test
  void whatCanNotBeReadIsDeadAtOnceAndTheNextHundredAreNot() {
    stage.start(stage.stockService().noting());
    send(content("unreadable", 1, "{\"orderId\":7}"));
    send(content("other version", 9, "{\"orderId\":\"a\",\"number\":1}"));
    send(
        new AmqpContent(
            "bare", null, "text/plain", "k", true, Map.of("o", "x"), Buffer.buffer("hello")));
    for (var i = 0; i < 100; i++) {
      send(content("fine-" + i, 1, "{\"orderId\":\"a\",\"number\":" + i + "}"));
    }

    Stage.eventually(() -> effects("a").size() == 100);
    assertThat(effects("a")).isEqualTo(numbers(0, 100));
    Stage.eventually(() -> deadLetters() == 3);
  }

  @Test
  void whatCanNotBeSentIsSetAsideAndTheNextHundredGo() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    insert("dirty\nkey", Buffer.buffer("{}"));
    insert("large", Buffer.buffer(new byte[(1 << 20) + 1]));
    for (var i = 0; i < 100; i++) {
      emitter.emit(new Placed("large", i, ""));
    }

    Stage.eventually(() -> allEffects() == 100);
    Stage.eventually(() -> inOutbox() == 0);
    assertThat(deadLetters()).isEqualTo(2);
  }

  @Test
  void aMessageAsLargeAsMayBeSentArrives() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    for (var i = 0; i < 5; i++) {
      emitter.emit(new Placed("a", i, "x".repeat(1_000_000)));
    }

    Stage.eventually(() -> effects("a").equals(numbers(0, 5)));
  }

  @Test
  void messagesThatNobodySubscribedToWaitAndOthersGo() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    for (var i = 0; i < 50; i++) {
      emitter.emit(new NobodyCares("a"), new Placed("a", i, ""));
    }

    Stage.eventually(() -> allEffects() == 50);
    Stage.eventually(() -> inOutbox() == 50);
    assertThat(emitter.messaging().waitingTypes()).containsOnlyKeys(LATE.type());
  }

  @Test
  void aClientThatKnowsTheContractAloneSendsWhatServicesHandle() {
    var url = url();
    stage.start(stage.stockService().noting());

    OutsideClient.talk("send", url, dialect().target(STOCK.type()), "1", "2", "3");

    Stage.eventually(() -> effects("17").equals(List.of(1, 2, 3)));
    Stage.eventually(() -> atBroker(STOCK) == 0);
    assertThat(effects("17")).containsExactly(1, 2, 3);
    assertThat(deadLetters()).isZero();
  }

  @Test
  void aClientThatKnowsTheContractAloneHandlesWhatServicesEmit() {
    var url = url();
    var emitter = stage.start(stage.ordersService());
    for (var i = 1; i <= 3; i++) {
      emitter.emit(new Placed("17", i, ""));
    }

    assertThat(OutsideClient.talk("receive", url, dialect().source(STOCK), "3"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 3)
                .mapToObj(
                    number ->
                        """
                        {"specversion": "1.0", "source": "/orders", \
                        "type": "foodmart.orders.OrderPlaced", "key": "17", "group": "17", \
                        "data": {"orderId": "17", "number": %d, "note": ""}}\
                        """
                            .formatted(number))
                .toList());
    Stage.eventually(() -> atBroker(STOCK) == 0);
  }

  private String url() {
    assumeTrue(outsideUrl() != null, "nobody reaches a broker in memory from outside");
    OutsideClient.assumeThere();
    return Objects.requireNonNull(outsideUrl());
  }

  private static void countUp(Party emitter, String key) {
    emitter.transact(
        transaction -> {
          var number =
              transaction
                  .one("UPDATE counter SET n = n + 1 WHERE key = $1 RETURNING n", key)
                  .orElseThrow()
                  .getInteger(0);
          transaction.emit(new Placed(key, number, ""));
        });
  }

  private static Record[] placed(int keys, int number) {
    return IntStream.range(0, keys)
        .mapToObj(key -> new Placed("key" + key, number, ""))
        .toArray(Record[]::new);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static OffsetDateTime time(TestDatabase database, String sql) {
    return database.rows(sql).getFirst().getOffsetDateTime(0);
  }

  private static boolean subscribed(Party party) {
    return party.messaging().broker().connected()
        && party.messaging().subscriptionTroubles().isEmpty();
  }

  final List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }

  private long allEffects() {
    return stage.stock().count("SELECT count(*) FROM effect");
  }

  private long inOutbox() {
    return stage.orders().count("SELECT count(*) FROM weft_outbox");
  }

  private long deadLetters() {
    return stage.orders().count("SELECT count(*) FROM weft_dead_letter")
        + stage.stock().count("SELECT count(*) FROM weft_dead_letter");
  }

  private long atBroker(SubscriptionName name) {
    return outsider().waiting(name).await().orElse(-1);
  }

  private long blockedInInbox() {
    return stage
        .stock()
        .count(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
               AND query LIKE '%INSERT INTO weft_inbox%'\
            """);
  }

  private void insert(String key, Buffer payload) {
    stage
        .orders()
        .execute(
            "INSERT INTO weft_outbox (type, key, payload) VALUES ($1, $2, $3)",
            STOCK.type(),
            key,
            payload);
  }

  private static AmqpContent content(String id, int version, String json) {
    return AmqpBinding.write(
        new Envelope(
            id,
            "/python",
            STOCK.type(),
            version,
            "key-of-all",
            Instant.now(),
            Envelope.JSON,
            Envelope.Trace.NONE),
        Buffer.buffer(json));
  }

  private void send(AmqpContent content) {
    assertThat(outsider().send(STOCK.type(), content).await()).isEqualTo(SendOutcome.ACCEPTED);
  }

  private Broker outsider() {
    var there = outsider;
    if (there != null) {
      return there;
    }
    var broker = server().road(stage.vertx()).connection(SEND_TIMEOUT);
    outsider = broker;
    broker.start();
    Stage.eventually(() -> broker.state().connected());
    return broker;
  }
}
