package dev.weft.kit.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.Reserved;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.outbox.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent is kept, and sent again to a subscription that asks. */
final class ReplayTest {

  private static final String TYPE = "foodmart.orders.OrderPlaced";
  private static final RelaySettings KEEPING =
      RelaySettings.DEFAULT.withLease(Duration.ofSeconds(2)).withKeep(Duration.ofDays(2));

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
  void aNewSubscriptionGetsAllSinceATimeInTheOrderOfKeysAndNobodyElseGetsThemAgain() {
    var emitter = stage.start(stage.ordersService().relay(KEEPING));
    var reader = stage.start(stage.stockService().noting());
    emit(emitter, 0);
    Stage.eventually(() -> sent() == 20);
    var since = OffsetDateTime.now(ZoneOffset.UTC);
    for (var number = 1; number <= 5; number++) {
      emit(emitter, number);
    }
    emitter.emit(new Reserved("key1", 1));
    Stage.eventually(() -> sent() == 120 + 1);
    Stage.eventually(() -> reader.counted("weft.messages.consumed") == 120);

    var fresh = TestDatabase.fresh(stage.vertx());
    var late = stage.start(stage.party("late", fresh).noting());
    Stage.eventually(() -> late.messaging().subscriptionTroubles().isEmpty());
    ask("late", since);

    Stage.eventually(() -> fresh.count("SELECT count(*) FROM effect") == 100);
    Stage.eventually(this::isDone);
    for (var key = 0; key < 20; key++) {
      assertThat(fresh.effects("late", "key" + key)).containsExactly(1, 2, 3, 4, 5);
    }
    assertThat(stage.orders().count("SELECT sum(sent) FROM weft_replay_partition")).isEqualTo(100);
    assertThat(stage.orders().count("SELECT sum(count) FROM weft_published")).isEqualTo(121);
    assertThat(reader.counted("weft.messages.duplicates")).isZero();
  }

  @Test
  void whatASubscriptionHasHandledItDoesNotHandleAgain() {
    var emitter = stage.start(stage.ordersService().relay(KEEPING));
    var reader = stage.start(stage.stockService().noting());
    emit(emitter, 1);
    Stage.eventually(() -> sent() == 20);
    Stage.eventually(() -> reader.counted("weft.messages.consumed") == 20);
    stage.stock().execute("DELETE FROM effect WHERE key = 'key7'");
    stage.stock().execute("DELETE FROM weft_inbox WHERE id = $1", id("key7"));

    ask("stock", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));

    Stage.eventually(() -> reader.counted("weft.messages.duplicates") == 19);
    Stage.eventually(() -> stage.stock().effects("stock", "key7").equals(List.of(1)));
    assertThat(stage.stock().count("SELECT count(*) FROM effect")).isEqualTo(20);
  }

  @Test
  void aReplayGoesOnWhereARelayThatStoppedHasLeftIt() {
    var first = stage.start(stage.ordersService().relay(KEEPING));
    var fresh = TestDatabase.fresh(stage.vertx());
    var late = stage.start(stage.party("late", fresh).noting());
    Stage.eventually(() -> late.messaging().subscriptionTroubles().isEmpty());
    for (var number = 0; number < 50; number++) {
      emit(first, number);
    }
    Stage.eventually(() -> sent() == 1_000);
    Stage.eventually(() -> fresh.count("SELECT count(*) FROM effect") == 1_000);
    fresh.execute("DELETE FROM effect");
    fresh.execute("DELETE FROM weft_inbox");

    ask("late", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
    Stage.eventually(() -> stage.orders().count("SELECT sum(sent) FROM weft_replay_partition") > 0);
    stage.stop(first);
    stage.start(stage.ordersService().relay(KEEPING));

    Stage.eventually(this::isDone);
    Stage.eventually(() -> fresh.count("SELECT count(*) FROM effect") == 1_000);
    for (var key = 0; key < 20; key++) {
      assertThat(fresh.effects("late", "key" + key))
          .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }
  }

  @Test
  void daysThatAreOverAreDroppedAndThoseToComeAreThere() {
    var orders = stage.orders();
    orders.execute("SELECT weft_sent_days(interval '2 days')");
    orders.execute(
        """
        CREATE TABLE weft_sent_20250101 PARTITION OF weft_sent
          FOR VALUES FROM ('2025-01-01Z') TO ('2025-01-02Z')\
        """);

    orders.execute("SELECT weft_sent_days(interval '2 days')");
    assertThat(days()).isEqualTo(3);
    assertThat(orders.count("SELECT count(*) FROM pg_class WHERE relname = 'weft_sent_20250101'"))
        .isZero();

    orders.execute(
        """
        CREATE TABLE weft_sent_20250101 PARTITION OF weft_sent
          FOR VALUES FROM ('2025-01-01Z') TO ('2025-01-02Z')\
        """);
    orders.execute("SELECT weft_sent_days(NULL)");
    assertThat(days()).isEqualTo(3);
  }

  @Test
  void aReplayForAQueueThatIsNotThereKeepsNoOtherOneWaiting() {
    var emitter = stage.start(stage.ordersService().relay(KEEPING));
    var reader = stage.start(stage.stockService().noting());
    emit(emitter, 1);
    Stage.eventually(() -> sent() == 20);
    Stage.eventually(() -> reader.counted("weft.messages.consumed") == 20);

    ask("stokc", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
    ask("stock", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));

    Stage.eventually(() -> reader.counted("weft.messages.duplicates") == 20);
    assertThat(
            stage
                .orders()
                .count(
                    """
                    SELECT sum(sent)::bigint FROM weft_replay_partition AS part
                      JOIN weft_replay AS asked ON asked.id = part.replay
                     WHERE asked.service = 'stokc'\
                    """))
        .isZero();
  }

  @Test
  void aRelayThatKeepsAndOneThatDoesNotShareAnOutbox() {
    var keeping = stage.start(stage.ordersService().relay(KEEPING));
    Stage.eventually(() -> days() == 3);
    var other = stage.start(stage.ordersService());
    Stage.eventually(() -> keeping.messaging().partitions().await().size() == 8);
    Stage.eventually(() -> other.messaging().partitions().await().size() == 8);

    emit(keeping, 1);

    Stage.eventually(() -> published() == 20);
    assertThat(sent()).isBetween(1L, 19L);
    assertThat(days()).isEqualTo(3);
  }

  @Test
  void aDayThatIsMissingIsMadeWhenItIsNeeded() {
    var keeping = stage.start(stage.ordersService().relay(KEEPING));
    Stage.eventually(() -> days() == 3);
    for (var day :
        stage
            .orders()
            .rows(
                """
                SELECT inhrelid::regclass::text FROM pg_inherits
                 WHERE inhparent = 'weft_sent'::regclass\
                """)) {
      stage.orders().execute("DROP TABLE " + day.getString(0));
    }

    emit(keeping, 1);

    Stage.eventually(() -> sent() == 20);
    assertThat(days()).isEqualTo(3);
  }

  private long published() {
    return stage.orders().count("SELECT coalesce(sum(count), 0)::bigint FROM weft_published");
  }

  private long days() {
    return stage
        .orders()
        .count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'weft_sent'::regclass");
  }

  private static void emit(Party emitter, int number) {
    emitter.emit(
        IntStream.range(0, 20)
            .mapToObj(key -> new Placed("key" + key, number, ""))
            .toArray(Record[]::new));
  }

  private void ask(String service, OffsetDateTime since) {
    stage
        .orders()
        .execute(
            "INSERT INTO weft_replay (type, service, since, asked_by) VALUES ($1, $2, $3, 'test')",
            TYPE,
            service,
            since);
  }

  private boolean isDone() {
    return stage
            .orders()
            .count("SELECT count(*) FROM weft_replay_partition WHERE done_at IS NOT NULL")
        == 16;
  }

  private String id(String key) {
    return stage
        .orders()
        .rows("SELECT message_id::text FROM weft_sent WHERE key = $1", key)
        .getFirst()
        .getString(0);
  }

  private long sent() {
    return stage.orders().count("SELECT count(*) FROM weft_sent");
  }
}
