package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StopSequenceTest {

  private static Vertx vertx;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final StopSequence sequence = new StopSequence();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @Test
  void aPhaseBeginsWhenTheOneBeforeIsOver() {
    sequence.add(StopPhase.CLOSE, "close", () -> slow("close", 1));
    sequence.add(StopPhase.DRAIN, "drain", () -> slow("drain", 50));
    sequence.add(StopPhase.WITHDRAW, "withdraw", () -> slow("withdraw", 50));

    sequence.run(vertx, Duration.ofSeconds(20)).await();

    assertThat(log)
        .containsExactly(
            "withdraw begins",
            "withdraw ends",
            "drain begins",
            "drain ends",
            "close begins",
            "close ends");
  }

  @Test
  void theStepsOfAPhaseRunAtTheSameTime() {
    var meet = Promise.<Void>promise();
    sequence.add(StopPhase.DRAIN, "waits", meet::future);
    sequence.add(
        StopPhase.DRAIN,
        "lets go",
        () -> {
          meet.complete();
          return slow("both", 1);
        });

    sequence.run(vertx, Duration.ofMinutes(10)).await();

    assertThat(log).contains("both ends");
  }

  @Test
  void aStepThatFailsOrThrowsKeepsNobodyFromStopping() {
    sequence.add(StopPhase.WITHDRAW, "fails", () -> Future.failedFuture("no"));
    sequence.add(
        StopPhase.DRAIN,
        "throws",
        () -> {
          throw new IllegalStateException("no");
        });
    sequence.add(StopPhase.CLOSE, "close", () -> slow("close", 1));

    sequence.run(vertx, Duration.ofSeconds(20)).await();

    assertThat(log).containsExactly("close begins", "close ends");
  }

  @Test
  void aStepThatNeverEndsTakesOnlyItsShareOfTheGrace() {
    sequence.add(StopPhase.WITHDRAW, "hangs", () -> Promise.promise().future());
    sequence.add(StopPhase.DRAIN, "hangs too", () -> Promise.promise().future());
    sequence.add(StopPhase.CLOSE, "close", () -> slow("close", 1));
    long start = System.nanoTime();

    sequence.run(vertx, Duration.ofSeconds(2)).await();

    assertThat(log).containsExactly("close begins", "close ends");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(4_000));
  }

  @Test
  void aStepThatWasTakenBackDoesNotRun() {
    sequence.add(StopPhase.CLOSE, "close", () -> slow("close", 1)).close();

    sequence.run(vertx, Duration.ofSeconds(20)).await();

    assertThat(log).isEmpty();
  }

  private Future<Void> slow(String what, long millis) {
    log.add(what + " begins");
    return vertx.timer(millis).map(_ -> (Void) null).onSuccess(_ -> log.add(what + " ends"));
  }
}
