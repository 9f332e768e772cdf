package dev.weft.kit.messaging.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.Handling;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Act;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Done;
import dev.weft.kit.messaging.inbox.InboxPurge;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of dead letters that somebody redrives or discards. */
final class RedriveTest {

  private static final String SUBSCRIPTION = "foodmart.orders.OrderPlaced::stock";

  @TempDir Path directory;
  private Stage stage;
  private Party emitter;
  private final AtomicBoolean broken = new AtomicBoolean(true);

  @BeforeEach
  void start() {
    stage = new Stage(directory);
    emitter = stage.start(stage.ordersService());
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aHundredDeadLettersAreHandledInTheOrderTheyCame() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 100);
    emitter.emit("b", 0, 5);
    Stage.eventually(() -> stage.stock().dead() == 105);
    broken.set(false);

    assertThat(act(reader, Act.REDRIVE, DeadLetterFilter.ALL)).isEqualTo(new Done(105, 0));

    Stage.eventually(() -> effects("a").size() == 100 && effects("b").size() == 5);
    assertThat(effects("a")).isSorted();
    assertThat(effects("b")).isSorted();
    assertThat(stage.stock().dead()).isZero();
    stage.stock().awaitNothingHeld();
  }

  @Test
  void whatIsRedrivenTwiceIsHandledOnce() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 1);
    Stage.eventually(() -> stage.stock().dead() == 1);
    broken.set(false);
    var id = stage.stock().count("SELECT id FROM weft_dead_letter");
    var acts = reader.messaging().deadLetters();

    var both =
        Future.all(
                acts.act(Act.REDRIVE, DeadLetterFilter.of(id), "one"),
                acts.act(Act.REDRIVE, DeadLetterFilter.of(id), "other"))
            .await()
            .<Done>list();
    assertThat(both).containsExactlyInAnyOrder(new Done(1, 0), new Done(0, 0));
    Stage.eventually(() -> effects("a").size() == 1);
    stage.stock().awaitNothingHeld();
    assertThat(act(reader, Act.REDRIVE, DeadLetterFilter.of(id))).isEqualTo(new Done(0, 0));

    emitter.emit("a", 1, 2);
    Stage.eventually(() -> effects("a").equals(List.of(0, 1)));
  }

  @Test
  void aRedrivenMessageIsStillKnownToTheInboxAndPurgeKeepsWhatIsDead() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 1);
    Stage.eventually(() -> stage.stock().dead() == 1);
    stage.stock().execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");

    var purge = new InboxPurge(stage.vertx(), stage.stock().admin(), Duration.ofDays(30));
    assertThat(purge.run().await()).isZero();
    broken.set(false);
    act(reader, Act.REDRIVE, DeadLetterFilter.ALL);

    Stage.eventually(() -> effects("a").size() == 1);
    assertThat(purge.run().await()).isZero();
    assertThat(stage.stock().count("SELECT count(*) FROM weft_inbox")).isOne();
  }

  @Test
  void redriveReachesOnlyTheSubscriptionThatFailed() {
    var others = new AtomicInteger();
    stage.artemis().create(new SubscriptionName("foodmart.orders.OrderPlaced", "billing"));
    stage.start(
        stage
            .party("billing", TestDatabase.fresh(stage.vertx()))
            .on(PlacedAsRead.class, (_, _) -> others.incrementAndGet()));
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 3);
    Stage.eventually(() -> stage.stock().dead() == 3 && others.get() == 3);
    broken.set(false);

    act(reader, Act.REDRIVE, DeadLetterFilter.ALL);

    Stage.eventually(() -> effects("a").size() == 3);
    assertThat(others).hasValue(3);
  }

  @Test
  void whereADeadLetterHoldsItsKeyARedriveLetsTheOthersFollow() {
    var reader = stage.start(reader(Handling.HOLD));
    emitter.emit("a", 0, 10);
    Stage.eventually(() -> stage.stock().dead() == 1 && stage.stock().held() == 9);
    broken.set(false);

    act(reader, Act.REDRIVE, filter("no such shelf"));

    Stage.eventually(() -> effects("a").size() == 10);
    assertThat(effects("a")).isSorted();
    stage.stock().awaitNothingHeld();
  }

  @Test
  void whereADeadLetterHoldsItsKeyADiscardLetsTheOthersFollow() {
    var reader = stage.start(reader(Handling.HOLD));
    emitter.emit("a", 0, 10);
    Stage.eventually(() -> stage.stock().dead() == 1 && stage.stock().held() == 9);
    broken.set(false);

    assertThat(act(reader, Act.DISCARD, DeadLetterFilter.ALL)).isEqualTo(new Done(1, 0));

    Stage.eventually(() -> effects("a").size() == 9);
    assertThat(effects("a")).isSorted().doesNotContain(0);
    stage.stock().awaitNothingHeld();
    assertThat(stage.stock().count("SELECT discarded FROM weft_subscription_count")).isOne();
  }

  @Test
  void aRedriveThatFailsAgainIsADeadLetterInTheSamePlace() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 3);
    Stage.eventually(() -> stage.stock().dead() == 3);

    stage
        .stock()
        .execute("UPDATE weft_dead_letter SET properties = properties || '{\"by-hand\": null}'");
    assertThat(act(reader, Act.REDRIVE, DeadLetterFilter.of(firstId()))).isEqualTo(new Done(1, 0));
    Stage.eventually(() -> stage.stock().dead() == 3);
    broken.set(false);
    act(reader, Act.REDRIVE, DeadLetterFilter.ALL);

    Stage.eventually(() -> effects("a").size() == 3);
    assertThat(effects("a")).isSorted();
    assertThat(
            stage
                .stock()
                .rows("SELECT who, act, filter, count FROM weft_dead_letter_audit ORDER BY id"))
        .extracting(row -> row.getString("act") + " " + row.getInteger("count"))
        .containsExactly("redrive 1", "redrive 3");
  }

  @Test
  void whatCouldNotBePublishedIsRedrivenToTheOutbox() {
    stage.start(stage.stockService().noting());
    stage
        .orders()
        .execute(
            """
            INSERT INTO weft_dead_letter (subscription, source, message_id, type, version, key,
                   payload, content_type, reason, attempts, trace_id)
            SELECT 'outbox', '/orders', gen_random_uuid()::text, 'foodmart.orders.OrderPlaced', 1,
                   'a', convert_to('{"orderId":"a","number":' || n || '}', 'UTF8'),
                   'application/json', 'refused by the broker', 5, md5('x')
              FROM generate_series(0, 4) AS n\
            """);

    assertThat(
            act(emitter, Act.REDRIVE, new DeadLetterFilter(null, null, "outbox", null, null, null)))
        .isEqualTo(new Done(5, 0));

    Stage.eventually(() -> effects("a").equals(List.of(0, 1, 2, 3, 4)));
  }

  @Test
  void everyMessageIsCountedInOnePlaceWhateverBecomesOfIt() {
    var reader = stage.start(reader(Handling.HOLD));
    emitter.emit("a", 0, 10);
    Stage.eventually(() -> stage.stock().dead() == 1 && stage.stock().held() == 9);
    assertThat(counts(reader)).isEqualTo(new SubscriptionCounts(SUBSCRIPTION, 0, 9, 1, 0));
    act(reader, Act.DISCARD, DeadLetterFilter.ALL);
    Stage.eventually(() -> stage.stock().dead() == 1);
    assertThat(counts(reader)).isEqualTo(new SubscriptionCounts(SUBSCRIPTION, 0, 8, 1, 1));
    broken.set(false);
    act(reader, Act.REDRIVE, DeadLetterFilter.ALL);
    Stage.eventually(() -> effects("a").size() == 9);
    stage.stock().awaitNothingHeld();
    assertThat(counts(reader)).isEqualTo(new SubscriptionCounts(SUBSCRIPTION, 9, 0, 0, 1));

    stage.stock().execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");
    var purge = new InboxPurge(stage.vertx(), stage.stock().admin(), Duration.ofDays(30));
    assertThat(purge.run().await()).isEqualTo(10);
    assertThat(counts(reader)).isEqualTo(new SubscriptionCounts(SUBSCRIPTION, 9, 0, 0, 1));
  }

  private static SubscriptionCounts counts(Party party) {
    var all = party.messaging().subscriptionCounts().await();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void whatNoSubscriptionWantsAnyMoreIsLeftAndCanBeDiscarded() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 1);
    Stage.eventually(() -> stage.stock().dead() == 1);
    stage.stock().execute("UPDATE weft_dead_letter SET subscription = 'gone::stock'");

    assertThat(act(reader, Act.REDRIVE, DeadLetterFilter.ALL)).isEqualTo(new Done(0, 1));
    assertThat(act(reader, Act.DISCARD, DeadLetterFilter.ALL)).isEqualTo(new Done(1, 0));
  }

  private Party.Builder reader(Handling handling) {
    return stage.stockService().failing(handling, _ -> broken.get());
  }

  private static DeadLetterFilter filter(@Nullable String reason) {
    return new DeadLetterFilter(null, null, null, reason, null, null);
  }

  private static Done act(Party party, Act act, DeadLetterFilter filter) {
    return party.messaging().deadLetters().act(act, filter, "tester").await();
  }

  private List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }

  private long firstId() {
    return stage.stock().count("SELECT min(id) FROM weft_dead_letter");
  }
}
