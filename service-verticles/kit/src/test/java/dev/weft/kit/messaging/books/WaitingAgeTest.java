package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a message has waited at a broker that does not tell it. */
final class WaitingAgeTest {

  private final WaitingAge age = new WaitingAge();

  @Test
  void theOldestIsTheOneThatIsNext() {
    note(0, 3, 0);
    note(0, 5, 10);
    assertThat(age.oldest()).hasSeconds(10);

    note(3, 2, 20); // the first three have gone: those two were seen at 10 for the first time
    assertThat(age.oldest()).hasSeconds(10);

    note(4, 2, 30);
    assertThat(age.oldest()).hasSeconds(20);
  }

  @Test
  void nothingWaitsWhereEverythingHasGone() {
    note(0, 3, 0);
    note(3, 0, 50);

    assertThat(age.oldest()).isZero();
  }

  @Test
  void aBacklogThatGrowsForDaysTakesBoundedMemoryAndKeepsItsBeginning() {
    for (int i = 0; i < 100_000; i++) {
      note(0, i + 1, i);
    }

    assertThat(age.oldest()).hasSeconds(99_999);
    note(60_000, 40_000, 100_000);
    assertThat(age.oldest()).isBetween(Duration.ofSeconds(39_000), Duration.ofSeconds(40_001));
  }

  private void note(long gone, long waiting, long seconds) {
    age.note(gone, waiting, Duration.ofSeconds(seconds).toNanos());
  }
}
