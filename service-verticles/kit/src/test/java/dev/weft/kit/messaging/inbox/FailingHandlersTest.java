package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.Handling;
import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a handler fails, its message becomes a dead letter and other messages go on. */
final class FailingHandlersTest {

  private static final ConsumerSettings BRIEF =
      ConsumerSettings.DEFAULT
          .withRetries(2, Duration.ofMillis(20), Duration.ofMillis(100))
          .withLongest(Duration.ofMillis(700));

  @TempDir Path directory;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aHandlerThatTakesTooLongInAllHasFailed() {
    failsFor(
        transaction -> {
          for (var i = 0; i < 4; i++) {
            transaction.one("SELECT pg_sleep(0.2)::text");
          }
        });

    assertThat(reason())
        .isEqualTo("dev.weft.kit.db.TransactionOverdue: the transaction took longer than it may");
  }

  @Test
  void aSubscriptionMayHaveALimitOfItsOwn() {
    failsFor(
        ConsumerSettings.DEFAULT.withRetries(2, Duration.ofMillis(20), Duration.ofMillis(100)),
        Handling.SKIP.within(Duration.ofMillis(300)),
        transaction -> transaction.one("SELECT pg_sleep(0.5)::text"));

    assertThat(reason()).startsWith("dev.weft.kit.db.TransactionOverdue");
  }

  @Test
  void aHandlerThatRunsIntoALimitOfItsSessionHasFailed() {
    failsFor(
        transaction ->
            transaction.update("DO 'BEGIN RAISE EXCEPTION ''no'' USING ERRCODE = ''53400''; END'"));

    assertThat(reason()).contains("53400");
  }

  @Test
  void aHandlerThatThrowsAnErrorHasFailed() {
    failsFor(
        _ -> {
          throw new InternalError("broken");
        });

    assertThat(reason()).isEqualTo("java.lang.InternalError: broken");
  }

  @Test
  void aKeyThatFailsWithMoreMessagesThanTheWindowHoldsUpNoOtherKey() {
    var window = 10;
    var emitter = stage.start(stage.ordersService());
    stage.start(
        stage
            .stockService()
            .consumer(
                ConsumerSettings.DEFAULT
                    .withRetries(3, Duration.ofSeconds(20), Duration.ofSeconds(20))
                    .withWindow(window))
            .on(
                PlacedAsRead.class,
                (message, transaction) -> {
                  if (message.orderId().equals("bad")) {
                    throw new IllegalStateException("not now");
                  }
                  Party.Builder.note("stock", message, transaction);
                }));

    emitter.emit(
        IntStream.range(0, 5 * window)
            .mapToObj(i -> new Placed("bad", i, ""))
            .toArray(Record[]::new));
    emitter.emit(
        IntStream.range(0, 20).mapToObj(i -> new Placed("good", i, "")).toArray(Record[]::new));

    Stage.eventually(() -> effects("good").size() == 20);
    assertThat(effects("good")).isSorted();
  }

  @Test
  void manyKeysThatFailAtOnceKeepNoConnectionsFromOthers() {
    var keys = 60;
    var tried = ConcurrentHashMap.newKeySet();
    var emitter = stage.start(stage.ordersService());
    stage.start(
        stage
            .stockService()
            .on(
                PlacedAsRead.class,
                (message, transaction) -> {
                  Party.Builder.note("stock", message, transaction);
                  if (tried.add(message.orderId())) {
                    throw new IllegalStateException("not yet");
                  }
                }));

    emitter.emit(
        IntStream.range(0, keys)
            .mapToObj(key -> new Placed("key" + key, 0, ""))
            .toArray(Record[]::new));

    // Whoever waits for a connection in vain does so for ten seconds.
    Stage.eventually(
        Duration.ofSeconds(8), () -> stage.stock().count("SELECT count(*) FROM effect") == keys);
  }

  private void failsFor(Consumer<Transaction> work) {
    failsFor(BRIEF, Handling.SKIP, work);
  }

  private void failsFor(ConsumerSettings settings, Handling handling, Consumer<Transaction> work) {
    var emitter = stage.start(stage.ordersService());
    stage.start(
        stage
            .stockService()
            .consumer(settings)
            .on(
                PlacedAsRead.class,
                (message, transaction) -> {
                  Party.Builder.note("stock", message, transaction);
                  if (message.number() == 0) {
                    work.accept(transaction);
                  }
                },
                handling));
    emitter.emit(new Placed("a", 0, ""), new Placed("a", 1, ""));
    Stage.eventually(() -> effects("a").equals(List.of(1)));
  }

  private String reason() {
    var dead = stage.stock().rows("SELECT reason, attempts FROM weft_dead_letter").getFirst();
    assertThat(dead.getInteger("attempts")).isEqualTo(2);
    return dead.getString("reason");
  }

  private List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }
}
