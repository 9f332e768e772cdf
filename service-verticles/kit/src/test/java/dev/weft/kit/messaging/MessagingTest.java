package dev.weft.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.messaging.Shop.Placed;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one service's transaction to another's, as every service team sees it. */
final class MessagingTest {

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
  void aMessageGetsFromOneTransactionToAnother() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    emitter.emit(new Placed("a", 1, "hello"));

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(1)));
    Stage.eventually(() -> stage.orders().count("SELECT count(*) FROM weft_outbox") == 0);
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

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(2)));
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
    Stage.eventually(() -> stage.stock().effects("stock", "b").equals(List.of(1)));
    mayCommit.countDown();
    sleeper.join();

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(1)));
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

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 400);
    for (var key : keys) {
      assertThat(stage.stock().effects("stock", key))
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }
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
}
