package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
  private final AtomicLong clock = new AtomicLong(-5);

  private RetryBudget budget(double share, int minimum) {
    return new RetryBudget(
        new RetryPolicy(true, 3, Duration.ofMillis(25), share, minimum), clock::get);
  }

  private static int drain(RetryBudget budget) {
    int taken = 0;
    while (budget.withdraw()) {
      taken++;
    }
    return taken;
  }

  @Test
  void aShareOfTheCallsMayBeMadeAgain() {
    var budget = budget(0.25, 0);
    drain(budget);
    for (int i = 0; i < 40; i++) {
      budget.deposit();
    }
    assertThat(drain(budget)).isEqualTo(10);
  }

  @Test
  void aFewEachSecondMayBeHoweverFewCallsThereAre() {
    var budget = budget(0, 2);
    drain(budget);
    clock.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(drain(budget)).isEqualTo(6);
    assertThat(budget.withdraw()).isFalse();
  }

  @Test
  void quietTimesSaveUpNoStorm() {
    var budget = budget(0.5, 10);
    for (int i = 0; i < 100_000; i++) {
      budget.deposit();
    }
    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(drain(budget)).isEqualTo(100);
  }
}
