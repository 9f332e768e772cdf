package dev.weft.node.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens under many callers and many threads. */
final class CallTokenLoadTest {

  private static final Duration LIFE = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private CallTokenIssuer issuer;
  private CallTokenVerifier verifier;

  @BeforeEach
  void makeKeys() throws IOException {
    var keys = CallTokenKeys.generate(directory);
    issuer = CallTokenIssuer.fromJwkFile(keys.privateJwk(), LIFE, () -> now);
    verifier = CallTokenVerifier.fromJwks(keys.publicJwks(), () -> now);
  }

  @Test
  void everyThreadAlwaysHasAGoodTokenWhileTimePasses() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Long> work = () -> IntStream.range(0, 5_000).filter(i -> !isGood(i)).count();
      var results = IntStream.range(0, 4).mapToObj(_ -> threads.submit(work)).toList();
      for (int i = 0; i < 40; i++) {
        now = now.plusMillis(500);
        Thread.onSpinWait();
      }
      for (var result : results) {
        assertThat(result.get()).isZero();
      }
    }
  }

  /** Time may pass between issuing and verifying, but never the fifth of a life that is left. */
  private boolean isGood(int i) {
    var audience = "service-" + i % 7;
    var before = now;
    var token = issuer.token(audience);
    var refused = verifier.reject(token, audience);
    return refused.isEmpty() || Duration.between(before, now).compareTo(LIFE.dividedBy(5)) >= 0;
  }

  @Test
  void aVerifierThatRemembersTooMuchForgetsAndStillVerifies() {
    var first = issuer.token("orders", "caller-0");
    for (int i = 0; i < 5_000; i++) {
      assertThat(verifier.reject(issuer.token("orders", "caller-" + i), "orders")).isEmpty();
    }
    assertThat(verifier.reject(first, "orders")).isEmpty();
    assertThat(verifier.reject(first, "stock")).isPresent();
  }

  @Test
  void anIssuerThatRemembersTooMuchForgetsAndStillIssues() {
    for (int i = 0; i < 10_050; i++) {
      var token = issuer.token("orders", "caller-" + i);
      if (i % 1_000 == 0) {
        assertThat(verifier.reject(token, "orders")).isEmpty();
      }
    }
    assertThat(issuer.token("orders", "caller-10049"))
        .isSameAs(issuer.token("orders", "caller-10049"));
  }
}
