package dev.weft.node.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HealthTest {

  private static final int THREADS = 4;

  private final long seed = new Random().nextLong();
  private final Health health = new Health();

  @Test
  void aProcessWithoutChecksIsWell() {
    assertThat(health.startedReport().isUp()).isTrue();
    assertThat(health.liveReport().json().encode()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
  }

  @Test
  void oneCheckThatIsDownTakesAllDownAndTheOthersAreStillTold() {
    health.ready("a", () -> CheckResult.down("first"));
    health.ready("b", CheckResult::up);

    var report = health.readyReport();

    assertThat(report.isUp()).isFalse();
    assertThat(report.json().getJsonArray("checks")).hasSize(2);
  }

  @Test
  void closingTakesBackTheOwnCheckAndNoOtherOfThatName() {
    var first = health.ready("database", () -> CheckResult.down("one"));
    health.ready("database", () -> CheckResult.down("two"));

    first.close();
    first.close();

    assertThat(health.readyReport().json().encode()).contains("two").doesNotContain("one");
  }

  @Test
  void checksMayComeAndGoWhileTheyAreAsked() throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var work =
          IntStream.range(0, THREADS).mapToObj(i -> threads.submit(() -> comeAndGo(i))).toList();
      for (int i = 0; i < 1_000; i++) {
        assertThat(health.readyReport().isUp()).isTrue();
      }
      for (var task : work) {
        task.get();
      }
    }
    assertThat(health.readyReport().json().getJsonArray("checks"))
        .as("seed %d", seed)
        .hasSize(THREADS);
  }

  private void comeAndGo(int thread) {
    var random = new Random(seed + thread);
    var check = health.ready("check-" + thread, CheckResult::up);
    for (int i = 0; i < 1_000; i++) {
      if (random.nextBoolean()) {
        check.close();
        check = health.ready("check-" + thread, CheckResult::up);
      }
    }
  }
}
