package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.Handling;
import dev.weft.kit.messaging.DyingReader;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose first message fails waits in the database, and nobody else does. */
final class HeldKeysTest {

  private static final String QUEUE = "foodmart.orders.OrderPlaced.stock";
  private static final ConsumerSettings PATIENT =
      ConsumerSettings.DEFAULT.withRetries(1_000, Duration.ofMillis(50), Duration.ofMillis(200));

  @TempDir Path directory;
  private Stage stage;
  private Party emitter;

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
  void aKeyWhoseHeadFailsHoldsBackOnlyItselfThroughARestart() {
    var broken = new AtomicBoolean(true);
    var reader = stage.start(reader(PATIENT, m -> broken.get() && m.orderId().equals("bad")));
    emitter.emit("bad", 0, 10);
    emitter.emit("good", 0, 10);

    Stage.eventually(() -> effects("good").size() == 10);
    Stage.eventually(() -> stage.stock().held() == 10);
    Stage.eventually(() -> stage.artemis().broker().messagesIn(QUEUE) == 0);
    Stage.eventually(() -> attempts() >= 2);
    stage.stop(reader);
    var before = attempts();

    stage.start(reader(PATIENT, m -> broken.get() && m.orderId().equals("bad")));
    emitter.emit("bad", 10, 15);
    emitter.emit("good", 10, 20);

    Stage.eventually(() -> effects("good").size() == 20);
    Stage.eventually(() -> stage.stock().held() == 15);
    Stage.eventually(() -> attempts() > before);
    assertThat(effects("bad")).isEmpty();
    broken.set(false);
    Stage.eventually(() -> effects("bad").size() == 15);
    emitter.emit("bad", 15, 20);
    Stage.eventually(() -> effects("bad").size() == 20);
    assertThat(effects("bad")).isSorted();
    assertThat(effects("good")).isSorted();
    stage.stock().awaitNothingHeld();
  }

  @Test
  void anotherInstanceGoesOnWithAKeyThatOneHeld() {
    var first = stage.start(reader(PATIENT, _ -> true));
    emitter.emit("a", 0, 5);
    Stage.eventually(() -> stage.stock().held() == 5);
    stage.stop(first);

    stage.start(stage.stockService().consumer(PATIENT).noting());

    Stage.eventually(() -> effects("a").equals(List.of(0, 1, 2, 3, 4)));
    stage.stock().awaitNothingHeld();
  }

  @Test
  void aKeyThatIsReleasedKeepsThePauseBeforeItsNextAttempt() {
    stage.start(
        reader(PATIENT.withRetries(9, Duration.ofHours(1), Duration.ofHours(1)), _ -> true));
    emitter.emit("a", 0, 1);
    Stage.eventually(() -> stage.stock().held() == 1);

    stage.stock().execute("SELECT weft_release_key(subscription, key) FROM weft_held_key");

    assertThat(
            stage
                .stock()
                .count(
                    """
                    SELECT count(*) FROM weft_held_key
                     WHERE next_try_at > clock_timestamp() + interval '30 min'\
                    """))
        .isEqualTo(1);
  }

  @Test
  void aMessageThatIsParkedWaitsForNoHandler() {
    var mayEnd = new CountDownLatch(1);
    var tried = new AtomicInteger();
    stage.start(
        stage
            .stockService()
            .consumer(PATIENT)
            .on(
                PlacedAsRead.class,
                (message, transaction) -> {
                  Party.Builder.note("stock", message, transaction);
                  if (message.number() == 0) {
                    if (tried.incrementAndGet() == 1) {
                      throw new IllegalStateException("not yet");
                    }
                    Stage.wait(mayEnd);
                  }
                }));
    emitter.emit("a", 0, 1);
    Stage.eventually(() -> tried.get() == 2);

    emitter.emit("a", 1, 50);
    Stage.eventually(() -> stage.stock().held() == 50);
    mayEnd.countDown();

    Stage.eventually(() -> effects("a").size() == 50);
    assertThat(effects("a")).isSorted();
    stage.stock().awaitNothingHeld();
  }

  @Test
  void twoInstancesTryAHeldKeyOneAtATimeAndKeepItsOrder() {
    var broken = new AtomicBoolean(true);
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    for (var i = 0; i < 2; i++) {
      stage.start(
          stage
              .stockService()
              .consumer(PATIENT)
              .on(
                  PlacedAsRead.class,
                  (message, transaction) -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    try {
                      Party.Builder.note("stock", message, transaction);
                      if (broken.get()) {
                        throw new IllegalStateException("not yet");
                      }
                    } finally {
                      atOnce.decrementAndGet();
                    }
                  }));
    }
    emitter.emit("a", 0, 40);
    Stage.eventually(() -> stage.stock().held() == 40);
    broken.set(false);

    Stage.eventually(() -> effects("a").size() == 40);
    assertThat(effects("a")).isSorted();
    assertThat(most).hasValue(1);
    stage.stock().awaitNothingHeld();
  }

  @Test
  void keysThatAreBusyElsewhereKeepNoOtherKeyWaiting() {
    var first = stage.start(reader(PATIENT, _ -> true));
    for (var key = 0; key < 10; key++) {
      emitter.emit("busy" + key, 0, 1);
    }
    emitter.emit("free", 0, 1);
    Stage.eventually(() -> stage.stock().held() == 11);
    stage.stop(first);
    stage
        .stock()
        .execute(
            """
            UPDATE weft_held_key
               SET next_try_at = clock_timestamp() - CASE key WHEN 'free' THEN interval '1 min'
                                                              ELSE interval '1 h' END\
            """);
    var elsewhere = stage.stock().admin().getConnection().await();
    elsewhere.query("BEGIN").execute().await();
    elsewhere
        .query("SELECT FROM weft_held_key WHERE key <> 'free' FOR NO KEY UPDATE")
        .execute()
        .await();

    stage.start(stage.stockService().consumer(PATIENT).noting());

    Stage.eventually(() -> effects("free").size() == 1);
    assertThat(stage.stock().held()).isEqualTo(10);
    elsewhere.query("ROLLBACK").execute().await();
    elsewhere.close();
    stage.stock().awaitNothingHeld();
  }

  @Test
  void aDatabaseThatIsAwayWhileAMessageWaitsBurnsNoAttempts() {
    var road = stage.proxyTo(stage.stock().port());
    var broken = new AtomicBoolean(true);
    stage.start(
        reader(
                PATIENT.withRetries(10, Duration.ofMillis(300), Duration.ofMillis(300)),
                _ -> broken.get())
            .databasePort(road.port()));
    emitter.emit("a", 0, 3);
    Stage.eventually(() -> stage.stock().held() == 3);

    broken.set(false);
    road.refuse(true);
    var before = attempts();
    emitter.emit("a", 3, 5);
    emitter.emit("b", 0, 2);
    Stage.eventually(() -> stage.artemis().broker().messagesIn(QUEUE) == 4);
    assertThat(attempts()).isEqualTo(before);
    road.refuse(false);

    Stage.eventually(() -> effects("a").size() == 5 && effects("b").size() == 2);
    assertThat(effects("a")).isSorted();
    assertThat(stage.stock().dead()).isZero();
    stage.stock().awaitNothingHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProcessThatIsKilledBetweenCommitAndSettleLeavesOneEffectAndTheOrder(boolean failing)
      throws Exception {
    emitter.emit("a", 0, 3);
    DyingReader.liveAndDie(stage.stock(), stage.artemis().port(), failing);
    assertThat(effects("a")).isEqualTo(failing ? List.of() : List.of(0));
    assertThat(stage.stock().held()).isEqualTo(failing ? 1 : 0);

    var reader = stage.start(stage.stockService().consumer(PATIENT).noting());

    Stage.eventually(() -> effects("a").equals(List.of(0, 1, 2)));
    Stage.eventually(() -> stage.artemis().broker().messagesIn(QUEUE) == 0);
    stage.stock().awaitNothingHeld();
    assertThat(effects("a")).containsExactly(0, 1, 2);
    assertThat(reader.counted("weft.messages.dead")).isZero();
  }

  @Test
  void whereADeadLetterHoldsItsKeyTheNextOnesWait() {
    stage.start(
        stage
            .stockService()
            .failing(Handling.HOLD, m -> m.orderId().equals("bad") && m.number() == 2));
    emitter.emit("bad", 0, 6);
    emitter.emit("good", 0, 6);

    Stage.eventually(() -> effects("good").size() == 6);
    Stage.eventually(() -> stage.stock().held() == 3);
    Stage.eventually(() -> stage.stock().dead() == 1);
    assertThat(effects("bad")).containsExactly(0, 1);
    assertThat(
            stage
                .stock()
                .count("SELECT count(*) FROM weft_held_key WHERE next_try_at = 'infinity'"))
        .isOne();
  }

  @Test
  void sameFailuresHaveTheSameStackDigestWhateverTheySay() {
    stage.start(
        stage
            .stockService()
            .on(
                PlacedAsRead.class,
                (message, _) -> {
                  if (message.number() == 9) {
                    throw new ArithmeticException("other");
                  }
                  throw new IllegalStateException("number " + message.number());
                }));
    emitter.emit(new Placed("a", 1, ""), new Placed("b", 2, ""), new Placed("c", 9, ""));

    Stage.eventually(() -> stage.stock().dead() == 3);
    assertThat(stage.stock().rows("SELECT reason, stack_digest FROM weft_dead_letter ORDER BY key"))
        .extracting(row -> row.getString("stack_digest"))
        .allMatch(digest -> digest.matches("[0-9a-f]{12}"))
        .satisfies(
            digests -> {
              assertThat(digests.get(0)).isEqualTo(digests.get(1));
              assertThat(digests.get(2)).isNotEqualTo(digests.get(1));
            });
  }

  private Party.Builder reader(ConsumerSettings settings, Predicate<PlacedAsRead> fails) {
    return stage.stockService().consumer(settings).failing(Handling.SKIP, fails);
  }

  private List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }

  private long attempts() {
    return stage.stock().count("SELECT coalesce(max(attempts), 0)::bigint FROM weft_held");
  }
}
