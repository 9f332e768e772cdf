package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Shop.NobodyCares;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Stage;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker, the road to it, and odd messages do to a relay. */
final class RelayFaultsTest {

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
  void aBrokerThatIsAwayLosesNothingAndBurnsNothing() {
    var emitter = stage.start(stage.ordersService());
    var reader = stage.start(stage.stockService().noting());
    emitter.emit(new Placed("a", 0, ""));
    Stage.eventually(() -> effects() == 1);

    stage.artemis().stop();
    for (var i = 1; i <= 100; i++) {
      emitter.emit(new Placed("a", i, ""), new Placed("b" + i, i, ""));
    }
    Stage.eventually(() -> !emitter.messaging().broker().connected());
    assertThat(emitter.messaging().broker().trouble()).isNotEmpty();
    stage.artemis().startAgain();

    Stage.eventually(() -> effects() == 201);
    assertThat(stage.stock().effects("stock", "a"))
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 100).boxed().toList());
    assertThat(deadLetters()).isZero();
    assertThat(reader.counted("weft.messages.retries")).isZero();
    Stage.eventually(() -> waiting() == 0);
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

    Stage.eventually(() -> effects() == 100);
    Stage.eventually(() -> waiting() == 0);
    assertThat(stage.orders().rows("SELECT reason FROM weft_dead_letter"))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder(
            "can not be encoded: subject holds a control character or half a surrogate pair",
            "1048577 bytes are more than the 1048576 that may be sent");
    assertThat(emitter.counted("weft.messages.dead")).isEqualTo(2);
  }

  @Test
  void messagesThatNobodySubscribedToWaitAndOthersGo() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    for (var i = 0; i < 50; i++) {
      emitter.emit(new NobodyCares("a"), new Placed("a", i, ""));
    }

    Stage.eventually(() -> effects() == 50);
    Stage.eventually(() -> waiting() == 50);
    assertThat(emitter.messaging().waitingTypes()).containsOnlyKeys("foodmart.nobody.Cares");

    stage
        .artemis()
        .broker()
        .createSubscription("foodmart.nobody.Cares", "foodmart.nobody.Cares.late");
    Stage.eventually(() -> waiting() == 0);
    Stage.eventually(() -> stage.artemis().broker().messagesIn("foodmart.nobody.Cares.late") == 50);
    assertThat(emitter.messaging().waitingTypes()).isEmpty();
    assertThat(deadLetters()).isZero();
  }

  @Test
  void aDatabaseThatWasAwayIsFoundAgain() {
    var road = stage.proxyTo(stage.orders().port());
    var emitter = stage.start(stage.ordersService().databasePort(road.port()));
    stage.start(stage.stockService().noting());
    emitter.emit(new Placed("a", 1, ""));
    Stage.eventually(() -> effects() == 1);

    road.refuse(true);
    insert("a", Buffer.buffer("{\"orderId\":\"a\",\"number\":2}"));
    Stage.eventually(() -> emitter.messaging().partitions().await().isEmpty());
    road.refuse(false);

    Stage.eventually(() -> effects() == 2);
    Stage.eventually(() -> waiting() == 0);
  }

  @Test
  void aRowThatSomebodyInsertedByHandIsFoundWithoutAWake() {
    stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    insert("a", Buffer.buffer("{\"orderId\":\"a\",\"number\":1}"));

    Stage.eventually(() -> effects() == 1);
  }

  @Test
  void aTransactionWithManyThousandMessagesGoesOut() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());

    emitter.emit(
        IntStream.range(0, 11_000)
            .mapToObj(i -> new Placed("key" + i % 5_000, i / 5_000, ""))
            .toArray(Record[]::new));

    Stage.eventually(() -> effects() == 11_000);
    assertThat(stage.stock().effects("stock", "key7")).containsExactly(0, 1, 2);
  }

  private void insert(String key, Buffer payload) {
    stage
        .orders()
        .execute(
            "INSERT INTO weft_outbox (type, key, payload) VALUES ($1, $2, $3)",
            "foodmart.orders.OrderPlaced",
            key,
            payload);
  }

  private long effects() {
    return stage.stock().count("SELECT count(*) FROM effect");
  }

  private long waiting() {
    return stage.orders().count("SELECT count(*) FROM weft_outbox");
  }

  private long deadLetters() {
    return stage.orders().count("SELECT count(*) FROM weft_dead_letter")
        + stage.stock().count("SELECT count(*) FROM weft_dead_letter");
  }
}
