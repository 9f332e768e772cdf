package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.codecs.Envelope;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.WatchedBroker;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.node.trace.Traces;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What handlers, databases and odd messages do to a subscription. */
final class ConsumerTest {

  private static final String TYPE = "foodmart.orders.OrderPlaced";
  private static final String SUBSCRIPTION = TYPE + "::stock";

  @TempDir Path directory;
  private Stage stage;
  private @Nullable Broker sender;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void poisonHoldsUpItsOwnKeyOnlyAndBecomesADeadLetterWithReasonAndAttempts() {
    var emitter = stage.start(stage.ordersService());
    var reader =
        stage.start(
            stage
                .stockService()
                .on(
                    PlacedAsRead.class,
                    (message, transaction) -> {
                      Party.Builder.note("stock", message, transaction);
                      if (message.orderId().equals("bad") && message.number() == 1) {
                        throw new IllegalStateException("no such shelf");
                      }
                    }));

    for (var i = 0; i < 10; i++) {
      emitter.emit(new Placed("bad", i, ""), new Placed("good", i, ""));
    }

    var others = List.of(0, 2, 3, 4, 5, 6, 7, 8, 9);
    Stage.eventually(() -> stage.stock().effects("stock", "bad").equals(others));
    Stage.eventually(() -> stage.stock().effects("stock", "good").size() == 10);
    var dead = stage.stock().rows("SELECT * FROM weft_dead_letter").getFirst();
    assertThat(dead.getString("subscription")).isEqualTo(SUBSCRIPTION);
    assertThat(dead.getString("source")).isEqualTo("/orders");
    assertThat(dead.getString("type")).isEqualTo(TYPE);
    assertThat(dead.getInteger("version")).isEqualTo(1);
    assertThat(dead.getString("key")).isEqualTo("bad");
    assertThat(dead.getString("reason"))
        .isEqualTo("java.lang.IllegalStateException: no such shelf");
    assertThat(dead.getInteger("attempts")).isEqualTo(3);
    assertThat(dead.getString("trace_id")).hasSize(32);
    assertThat(dead.getBuffer("payload").toString())
        .isEqualTo("{\"orderId\":\"bad\",\"number\":1,\"note\":\"\"}");
    assertThat(dead.getJsonObject("properties").getString("cloudEvents_subject")).isEqualTo("bad");
    assertThat(reader.counted("weft.messages.retries")).isEqualTo(2);
    assertThat(reader.counted("weft.messages.dead")).isEqualTo(1);
    assertThat(reader.counted("weft.messages.consumed")).isEqualTo(19);
    Stage.eventually(() -> queued() == 0);
  }

  @Test
  void aHandlerThatRecoversIsRetriedWithNothingOvertaking() {
    var emitter = stage.start(stage.ordersService());
    var failures = new AtomicInteger();
    stage.start(
        stage
            .stockService()
            .on(
                PlacedAsRead.class,
                (message, transaction) -> {
                  Party.Builder.note("stock", message, transaction);
                  if (message.number() == 0 && failures.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                }));

    for (var i = 0; i < 5; i++) {
      emitter.emit(new Placed("a", i, ""));
    }

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(0, 1, 2, 3, 4)));
  }

  @Test
  void whatCanNotBeDecodedIsDeadAtOnceAndTheNextHundredAreNot() {
    stage.start(stage.stockService().noting());
    send(content("unreadable", 1, "{\"orderId\":7}"));
    send(content("other version", 9, "{\"orderId\":\"a\",\"number\":1}"));
    send(
        new AmqpContent(
            "ba\u0000re",
            null,
            "\u0000",
            "k",
            true,
            Map.of("o\u0000", "x\u0000"),
            Buffer.buffer("hello")));
    for (var i = 0; i < 100; i++) {
      send(content("fine-" + i, 1, "{\"orderId\":\"a\",\"number\":" + i + "}"));
    }

    Stage.eventually(() -> stage.stock().effects("stock", "a").size() == 100);
    assertThat(stage.stock().effects("stock", "a"))
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    assertThat(stage.stock().rows("SELECT message_id, reason FROM weft_dead_letter"))
        .extracting(row -> row.getString(0).replaceAll("-.*", "") + ": " + row.getString(1))
        .containsExactlyInAnyOrder(
            "unreadable: malformed foodmart.orders.OrderPlaced: at /orderId: has a wrong type or"
                + " value",
            "other version: unknown version 9 of foodmart.orders.OrderPlaced, this reader knows"
                + " version 1",
            "unknown: no CloudEvent: specversion is missing; its message-id is ba\\u0000re");
  }

  @Test
  void aDatabaseThatIsAwayBurnsNoAttempts() {
    var road = stage.proxyTo(stage.stock().port());
    var emitter = stage.start(stage.ordersService());
    var reader = stage.start(stage.stockService().databasePort(road.port()).noting());
    emitter.emit(new Placed("a", 0, ""));
    Stage.eventually(() -> stage.stock().effects("stock", "a").size() == 1);

    road.refuse(true);
    for (var i = 1; i < 300; i++) {
      emitter.emit(new Placed("key" + i, i, ""));
    }
    Stage.eventually(
        () -> stage.orders().count("SELECT count(*) FROM weft_outbox") == 0 && queued() == 299);
    road.refuse(false);

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 300);
    assertThat(reader.counted("weft.messages.retries")).isZero();
    assertThat(stage.stock().count("SELECT count(*) FROM weft_dead_letter")).isZero();
  }

  @Test
  void aSlowDatabaseSlowsTheBrokerDownAndNothingPilesUp() {
    var window = 20;
    var unsettled = new AtomicInteger();
    var most = new AtomicInteger();
    var watcher =
        new WatchedBroker.Watcher() {
          @Override
          public void arrived() {
            most.accumulateAndGet(unsettled.incrementAndGet(), Math::max);
          }

          @Override
          public void settling(Runnable settle) {
            unsettled.decrementAndGet();
            settle.run();
          }
        };
    var emitter = stage.start(stage.ordersService());
    stage
        .stock()
        .execute(
            """
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END'\
            """);
    stage
        .stock()
        .execute(
            "CREATE TRIGGER slow BEFORE INSERT ON weft_inbox FOR EACH ROW EXECUTE FUNCTION slow()");
    stage.start(
        stage
            .stockService()
            .consumer(ConsumerSettings.DEFAULT.withWindow(window))
            .road(broker -> new WatchedBroker(broker, watcher))
            .noting());

    emitter.emit(
        IntStream.range(0, 400).mapToObj(i -> new Placed("key" + i, i, "")).toArray(Record[]::new));

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 400);
    assertThat(most).hasValueLessThanOrEqualTo(window).hasValueGreaterThan(window / 2);
  }

  @Test
  void keysKeepTheirOrderWhileInstancesComeAndGo() {
    var emitter = stage.start(stage.ordersService());
    var current = stage.start(stage.stockService().noting());
    for (var round = 0; round < 4; round++) {
      var next = stage.start(stage.stockService().noting());
      for (var i = 0; i < 25; i++) {
        var number = round * 25 + i;
        emitter.emit(
            IntStream.range(0, 20)
                .mapToObj(key -> new Placed("key" + key, number, ""))
                .toArray(Record[]::new));
        if (i == 12) {
          stage.stop(current);
        }
      }
      current = next;
    }

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 2_000);
    for (var key = 0; key < 20; key++) {
      assertThat(stage.stock().effects("stock", "key" + key))
          .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  @Test
  void aStopLetsTheHandlerFinishAndLeavesTheRestToOthers() throws Exception {
    var emitter = stage.start(stage.ordersService());
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var first = new AtomicBoolean(true);
    var reader =
        stage.start(
            stage
                .stockService()
                .on(
                    PlacedAsRead.class,
                    (message, transaction) -> {
                      Party.Builder.note("stock", message, transaction);
                      if (first.getAndSet(false)) {
                        begun.countDown();
                        Stage.wait(mayEnd);
                      }
                    }));
    for (var i = 0; i < 10; i++) {
      emitter.emit(new Placed("a", i, ""));
    }
    begun.await();
    Stage.eventually(() -> queued() == 10);

    var stopping = Thread.startVirtualThread(() -> stage.stop(reader));
    mayEnd.countDown();
    stopping.join();

    var done = stage.stock().effects("stock", "a");
    assertThat(done).contains(0);
    Stage.eventually(() -> queued() == 10 - done.size());
    stage.start(stage.stockService().noting());
    Stage.eventually(() -> stage.stock().effects("stock", "a").size() == 10);
  }

  @Test
  void theHandlerWorksInTheTraceOfTheMessage() {
    var traces = new ConcurrentLinkedQueue<String>();
    stage.start(
        stage
            .stockService()
            .on(
                PlacedAsRead.class,
                (_, _) -> traces.add(Traces.current().orElseThrow().traceId())));

    send(content("traced", 1, "{\"orderId\":\"a\",\"number\":1}"));

    Stage.eventually(() -> !traces.isEmpty());
    assertThat((Queue<String>) traces).containsExactly("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void oldInboxRowsArePurgedInBatchesAndOthersKept() {
    stage
        .stock()
        .execute(
            """
            INSERT INTO weft_inbox SELECT 's', 'o', i::text, now() - interval '31 days'
              FROM generate_series(1, 12000) AS i\
            """);
    stage.stock().execute("INSERT INTO weft_inbox VALUES ('s', 'o', 'new')");
    var purge = new InboxPurge(stage.vertx(), stage.stock().admin(), Duration.ofDays(30));

    assertThat(purge.run().await()).isEqualTo(12_000);

    assertThat(stage.stock().rows("SELECT id FROM weft_inbox"))
        .extracting(row -> row.getString(0))
        .containsExactly("new");
  }

  private long queued() {
    return stage.artemis().broker().messagesIn(TYPE + ".stock");
  }

  private static AmqpContent content(String id, int version, String json) {
    return AmqpBinding.write(
        new Envelope(
            id,
            "/python",
            TYPE,
            version,
            "key-of-all",
            Instant.now(),
            Envelope.JSON,
            new Envelope.Trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)),
        Buffer.buffer(json));
  }

  private void send(AmqpContent content) {
    if (sender == null) {
      sender = TestBroker.connection(stage.vertx(), stage.artemis().port(), Duration.ofSeconds(10));
      sender.start();
    }
    var broker = sender;
    Stage.eventually(() -> broker.state().connected());
    assertThat(broker.send(TYPE, content).await()).isEqualTo(SendOutcome.ACCEPTED);
  }
}
