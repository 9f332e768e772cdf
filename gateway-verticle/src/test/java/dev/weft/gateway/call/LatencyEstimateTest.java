package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatencyEstimateTest {
  @Test
  void itRestsNearTheQuantileAndFollowsWhenThingsChange() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var estimate = new LatencyEstimate(0.95);
    // Even between 0 and 100 ms, then ten times as slow.
    for (long scale : new long[] {1_000_000, 10_000_000}) {
      double sum = 0;
      for (int i = 0; i < 20_000; i++) {
        estimate.add((long) (random.nextDouble() * 100 * scale));
        sum += i < 10_000 ? 0 : estimate.value().toNanos();
      }
      assertThat(sum / 10_000 / scale).isBetween(85.0, 100.0);
    }
  }

  @Test
  void itIsSilentUntilItHasSeenEnough() {
    var estimate = new LatencyEstimate(0.95);
    for (int i = 1; i < 20; i++) {
      estimate.add(i);
      assertThat(estimate.isKnown()).isFalse();
    }
    estimate.add(7);
    assertThat(estimate.isKnown()).isTrue();
    assertThat(estimate.value()).isEqualTo(Duration.ofNanos(19));
  }
}
