package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a breaker opens and closes, on a clock of its own. */
final class BreakerTransitionsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
  private final List<String> told = new ArrayList<>();
  private final Breaker breaker =
      new Breaker(
          new BreakerPolicy(true, 5, 0.5, 20, Duration.ofSeconds(10), Duration.ofSeconds(3)),
          clock::get,
          new Breaker.Listener() {
            @Override
            public void opened() {
              told.add("opened");
            }

            @Override
            public void closed() {
              told.add("closed");
            }
          });

  private void note(Verdict verdict, int times) {
    for (int i = 0; i < times; i++) {
      breaker.note(verdict);
    }
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void failuresInARowOpenIt() {
    note(Verdict.FAILING, 4);
    note(Verdict.HEALTHY, 1);
    note(Verdict.FAILING, 4);
    note(Verdict.NONE, 10);
    assertThat(breaker.isClosed()).isTrue();
    note(Verdict.FAILING, 1);
    assertThat(breaker.isClosed()).isFalse();
    assertThat(breaker.left()).isEqualTo(Duration.ofSeconds(3));
    assertThat(told).containsExactly("opened");
  }

  @Test
  void aShareOfFailuresWithinTheWindowOpensIt() {
    for (int i = 0; i < 9; i++) {
      note(Verdict.FAILING, 1);
      note(Verdict.HEALTHY, 1);
    }
    note(Verdict.HEALTHY, 1);
    assertThat(breaker.isClosed()).isTrue();
    note(Verdict.FAILING, 1);
    assertThat(breaker.isClosed()).isFalse();
  }

  @Test
  void failuresBeforeTheWindowAreForgotten() {
    for (int i = 0; i < 9; i++) {
      note(Verdict.FAILING, 1);
      note(Verdict.HEALTHY, 1);
    }
    pass(Duration.ofSeconds(11));
    note(Verdict.HEALTHY, 1);
    note(Verdict.FAILING, 4);
    assertThat(breaker.isClosed()).isTrue();
  }

  @Test
  void oneCallTriesAndItsSuccessClosesIt() {
    note(Verdict.FAILING, 5);
    assertThat(breaker.mayProbe()).isFalse();
    pass(Duration.ofSeconds(3));
    assertThat(breaker.mayProbe()).isTrue();
    assertThat(breaker.mayProbe()).isFalse();
    breaker.probed(Verdict.HEALTHY);
    assertThat(breaker.isClosed()).isTrue();
    assertThat(told).containsExactly("opened", "closed");
  }

  @Test
  void aTryThatFailsOpensItForAsLongAgain() {
    note(Verdict.FAILING, 5);
    pass(Duration.ofSeconds(3));
    assertThat(breaker.mayProbe()).isTrue();
    breaker.probed(Verdict.FAILING);
    assertThat(breaker.mayProbe()).isFalse();
    pass(Duration.ofSeconds(3));
    assertThat(breaker.mayProbe()).isTrue();
    assertThat(told).containsExactly("opened");
  }

  @Test
  void aTryThatCameToNothingLetsAnotherTry() {
    note(Verdict.FAILING, 5);
    pass(Duration.ofSeconds(3));
    assertThat(breaker.mayProbe()).isTrue();
    breaker.probed(Verdict.NONE);
    assertThat(breaker.mayProbe()).isTrue();
  }

  @Test
  void oneThatWasReplacedIsNotCountedAsOpen() {
    note(Verdict.FAILING, 5);
    breaker.retire();
    assertThat(told).containsExactly("opened", "closed");
    pass(Duration.ofSeconds(3));
    assertThat(breaker.mayProbe()).isTrue();
    breaker.probed(Verdict.HEALTHY);
    note(Verdict.FAILING, 5);
    breaker.retire();
    assertThat(told).containsExactly("opened", "closed");
  }

  @Test
  void whatBeganBeforeItOpenedChangesNothingAfterwards() {
    note(Verdict.FAILING, 5);
    note(Verdict.HEALTHY, 3);
    assertThat(breaker.isClosed()).isFalse();
  }
}
