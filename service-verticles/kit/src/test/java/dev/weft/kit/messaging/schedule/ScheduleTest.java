package dev.weft.kit.messaging.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages for later, as a service team sees them. */
final class ScheduleTest {

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
  void aScheduledMessageOutlivesServiceAndBrokerAndComesOnceAndNeverEarly() {
    var first = stage.start(stage.ordersService());
    var reader = stage.start(stage.stockService().noting());
    var id = in(first, tx -> tx.emitAfter(Duration.ofSeconds(3), new Placed("a", 1, "")));
    var due = due(id);

    stage.stop(first);
    stage.artemis().stop();
    stage.artemis().startAgain();
    stage.start(stage.ordersService());
    stage.start(stage.ordersService());

    Stage.eventually(() -> effects("a").equals(List.of(1)));
    assertThat(handledAt(id)).isAfterOrEqualTo(due);
    Stage.eventually(() -> stage.orders().count("SELECT count(*) FROM weft_outbox") == 0);
    assertThat(stage.orders().count("SELECT sum(count) FROM weft_published")).isEqualTo(1);
    assertThat(reader.counted("weft.messages.duplicates")).isZero();
  }

  @Test
  void messagesOfAKeyComeInTheOrderInWhichTheyAreDueAndThenOfTheCalls() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    var time = Instant.now().plusMillis(800);

    emitter.transact(
        tx -> {
          tx.emitAt(time, new Placed("a", 2, ""));
          tx.emitAt(time, new Placed("a", 3, ""));
          tx.emitAt(time.minusMillis(1), new Placed("a", 1, ""));
          tx.emitAt(Instant.EPOCH, new Placed("a", 0, ""));
          tx.emitAt(time.plusMillis(1), new Placed("a", 4, ""));
        });

    Stage.eventually(() -> effects("a").size() == 5);
    assertThat(effects("a")).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void whatIsCancelledNeverComesAndWhatIsSentCanNotBeCancelled() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    var id = in(emitter, tx -> tx.emitAfter(Duration.ofMillis(700), new Placed("a", 1, "")));
    var sent = in(emitter, tx -> tx.emitAfter(Duration.ofMillis(800), new Placed("a", 2, "")));

    assertThat(cancelled(emitter, id)).isTrue();
    assertThat(cancelled(emitter, id)).isFalse();
    Stage.eventually(() -> effects("a").equals(List.of(2)));

    assertThat(cancelled(emitter, sent)).isFalse();
  }

  @Test
  void schedulingAndCancellingGoWithTheirTransaction() {
    var emitter = stage.start(stage.ordersService());
    var id = in(emitter, tx -> tx.emitAfter(Duration.ofHours(1), new Placed("a", 1, "")));

    assertThatThrownBy(
            () ->
                emitter.transact(
                    tx -> {
                      tx.emitAfter(Duration.ZERO, new Placed("a", 2, ""));
                      assertThat(tx.cancel(id)).isTrue();
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    in(emitter, tx -> tx.cancel(tx.emitAfter(Duration.ZERO, new Placed("a", 3, ""))));

    assertThat(stage.orders().rows("SELECT id FROM weft_schedule"))
        .extracting(row -> row.getUUID(0))
        .containsExactly(id);
    assertThat(stage.orders().count("SELECT count(*) FROM weft_published")).isZero();
  }

  @Test
  void aPauseBelowZeroIsRefused() {
    var emitter = stage.start(stage.ordersService());

    assertThatThrownBy(
            () -> in(emitter, tx -> tx.emitAfter(Duration.ofSeconds(-1), new Placed("a", 1, ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean cancelled(Party party, UUID id) {
    return in(party, tx -> tx.cancel(id));
  }

  private static <T> T in(Party party, Function<Transaction, T> work) {
    var result = new AtomicReference<T>();
    party.transact(tx -> result.set(work.apply(tx)));
    return Objects.requireNonNull(result.get());
  }

  private Instant due(UUID id) {
    return stage
        .orders()
        .rows("SELECT due FROM weft_schedule WHERE id = $1", id)
        .getFirst()
        .getOffsetDateTime(0)
        .toInstant();
  }

  /** Both databases are of one server, and so is their clock. */
  private Instant handledAt(UUID id) {
    return stage
        .stock()
        .rows("SELECT handled_at FROM weft_inbox WHERE id = $1", id.toString())
        .getFirst()
        .getOffsetDateTime(0)
        .toInstant();
  }

  private List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }
}
