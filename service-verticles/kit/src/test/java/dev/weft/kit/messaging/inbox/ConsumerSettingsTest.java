package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConsumerSettingsTest {

  @Test
  void pausesDoubleUpToTheLongestEachAQuarterShorterOrLonger() {
    var settings =
        ConsumerSettings.DEFAULT.withRetries(9, Duration.ofMillis(200), Duration.ofSeconds(10));

    assertPause(settings, 1, 150, 250);
    assertPause(settings, 2, 300, 500);
    assertPause(settings, 3, 600, 1_000);
    assertPause(settings, 6, 4_800, 8_000);
    assertPause(settings, 7, 7_500, 12_500);
    assertPause(settings, 1_000, 7_500, 12_500);
  }

  private static void assertPause(ConsumerSettings settings, int failures, long least, long most) {
    assertThat(IntStream.range(0, 100).mapToObj(_ -> settings.pauseAfter(failures)))
        .allSatisfy(pause -> assertThat(pause.toMillis()).isBetween(least, most));
  }
}
