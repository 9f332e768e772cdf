package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.Stage;
import dev.weft.kit.saga.Trip.FlightBooked;
import dev.weft.kit.saga.Trip.HotelFull;
import dev.weft.kit.saga.Trip.TripOverdue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two messages of one saga at the same moment, step by step, on two connections. */
final class ConcurrencyTest {

  private static SagaStage stage;

  @BeforeAll
  static void open() {
    stage = new SagaStage();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void theSecondOfTwoMessagesSeesWhatTheFirstHasDone() {
    var trip = stage.start();

    together(new FlightBooked(trip, BigDecimal.TEN), "flight", new HotelFull(trip), "hotel");

    assertThat(stage.row(trip).getString("reason")).isEqualTo("no hotel in HOTEL");
    assertThat(stage.emitted(trip)).hasSize(2);
  }

  @Test
  void ofAnAnswerAndATimeOutAtOnceTheFirstCounts() {
    var answered = stage.start();
    together(
        new FlightBooked(answered, BigDecimal.TEN),
        "flight",
        new TripOverdue(answered),
        stage.timeout(answered));
    assertThat(stage.state(answered)).isEqualTo("HOTEL");
    assertThat(stage.emitted(answered)).isEmpty();

    var overdue = stage.start();
    together(
        new TripOverdue(overdue),
        stage.timeout(overdue),
        new FlightBooked(overdue, BigDecimal.TEN),
        "flight");
    assertThat(stage.state(overdue)).isEqualTo("CALLED_OFF");
    assertThat(stage.emitted(overdue)).hasSize(1);
    assertThat(stage.scheduled(overdue)).hasSize(1); // its mover has taken it in earnest
  }

  /** Handles the second while the first has not committed. */
  private static void together(Record first, String firstId, Record second, String secondId) {
    var handled = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          in(
              threads,
              () ->
                  stage.in(
                      tx -> {
                        Trip.SAGA.handle(first, firstId, tx);
                        tx.one("SELECT 1"); // so that what was queued is there
                        handled.countDown();
                        Stage.wait(mayCommit);
                      }));
      Stage.wait(handled);
      var two = in(threads, () -> stage.handle(second, secondId));
      await().atMost(Duration.ofSeconds(5)).until(() -> two.isDone() || waitsForALock());
      mayCommit.countDown();
      one.join();
      two.join();
    }
  }

  private static CompletableFuture<Void> in(Executor threads, Runnable work) {
    return CompletableFuture.runAsync(work, threads);
  }

  private static boolean waitsForALock() {
    return stage
            .database()
            .count(
                """
                SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'\
                """)
        > 0;
  }
}
