package dev.weft.gateway.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is counted, and for how many clients. */
final class RateLimiterTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

  private RateLimiter limiter(int requests, Duration per, int burst, int clients) {
    return new RateLimiter(new Rate(requests, per, burst), clients, true, now::get);
  }

  @Test
  void aBurstIsAllowedAndThenEarnedBackEvenly() {
    now.set(0);
    var limiter = limiter(10, Duration.ofSeconds(1), 3, 100);
    assertThat(limiter.take("a")).isEqualTo(new Decision(true, 2, 100_000_000));
    assertThat(limiter.take("a").remaining()).isEqualTo(1);
    assertThat(limiter.take("a").remaining()).isZero();
    assertThat(limiter.take("a")).isEqualTo(new Decision(false, 0, 100_000_000));
    assertThat(limiter.take("b").allowed()).isTrue();
    now.addAndGet(99_999_999);
    assertThat(limiter.take("a").allowed()).isFalse();
    now.addAndGet(1);
    assertThat(limiter.take("a").allowed()).isTrue();
    assertThat(limiter.take("a").allowed()).isFalse();
    now.addAndGet(Duration.ofHours(1).toNanos());
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.take("a").allowed()).isTrue();
    }
    assertThat(limiter.take("a").allowed()).isFalse();
  }

  @Test
  void whatOthersUsedCountsHereAndOneBurstIsTheMostThatAnybodyOwes() {
    now.set(0);
    var here = limiter(10, Duration.ofSeconds(1), 5, 100);
    here.usedElsewhere("a", 4);
    assertThat(here.take("a").allowed()).isTrue();
    assertThat(here.take("a").allowed()).isFalse();
    here.usedElsewhere("a", 1_000_000);
    now.addAndGet(Duration.ofMillis(100).toNanos());
    assertThat(here.take("a").allowed()).isTrue();
  }

  @Test
  void everythingUsedIsToldOnce() {
    now.set(0);
    var limiter = limiter(1000, Duration.ofSeconds(1), 1000, 100);
    limiter.take("a");
    limiter.take("a");
    limiter.take("b");
    assertThat(limiter.tell(10)).containsEntry("a", 2).containsEntry("b", 1).hasSize(2);
    assertThat(limiter.tell(10)).isEmpty();
    limiter.take("a");
    assertThat(limiter.tell(10)).containsOnlyKeys("a");
    limiter.take("c");
    limiter.take("d");
    assertThat(limiter.tell(1)).hasSize(1);
    assertThat(limiter.tell(1)).hasSize(1);
  }

  @Test
  void noMoreClientsAreRememberedThanAllowedAndThoseInUseStay() {
    now.set(0);
    var limiter = limiter(10, Duration.ofHours(1), 10, 1000);
    for (int i = 0; i < 10; i++) {
      limiter.take("steady");
    }
    for (int i = 0; i < 100_000; i++) {
      limiter.take("passer-by " + i);
      if (i % 100 == 0) {
        assertThat(limiter.take("steady").allowed()).isFalse();
      }
      assertThat(limiter.clients()).isLessThanOrEqualTo(1010);
    }
  }

  @Test
  void manyThreadsGetNoMoreThanTheBurst() throws InterruptedException {
    now.set(0);
    var limiter = limiter(100, Duration.ofHours(1), 100, 1000);
    var allowed = new AtomicInteger();
    var threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int j = 0; j < 1000; j++) {
                      if (limiter.take("a").allowed()) {
                        allowed.incrementAndGet();
                      }
                    }
                  });
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(allowed).hasValue(100);
    assertThat(limiter.tell(10)).containsEntry("a", 100);
  }
}
