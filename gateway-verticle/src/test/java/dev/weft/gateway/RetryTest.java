package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are made again, and those that are not. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RetryTest {
  private static final String ROUTES =
      """
      GET /x: { deadline: 3s, calls: { a: { service: s, get: /a } }, answer: $a }
      POST /x: { deadline: 3s, calls: { a: { service: s, post: /a } }, answer: $a }
      PUT /x: { deadline: 3s, calls: { a: { service: s, put: /a } }, answer: $a }
      """;

  private static TestGateway before(String settings, TestService... services) {
    var file = new StringBuilder(settings + "instances:\n");
    for (var service : services) {
      file.append("  - { address: \"").append(service.address()).append("\" }\n");
    }
    return TestGateway.files()
        .eventLoops(1)
        .serviceFile("s", file.toString())
        .routes(ROUTES)
        .start();
  }

  /** Fails so often, then answers. */
  private static TestService.Behaviour failing(int times, int status, String... headers) {
    var asked = new AtomicInteger();
    return (_, reply) -> {
      boolean fails = asked.incrementAndGet() <= times;
      reply.body(fails ? status : 200, "application/json", "1", fails ? headers : new String[0]);
    };
  }

  @Test
  void aReadThatIsAnswered502Or503Or504IsMadeAgain() {
    for (int status : new int[] {502, 503, 504}) {
      try (var service = TestService.answering(failing(2, status));
          var gateway = before("", service)) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
        assertThat(service.received).hasSize(3);
        assertThat(gateway.count("weft.gateway.retries")).isEqualTo(2);
        assertThat(gateway.count("weft.gateway.calls", "outcome", "ok")).isEqualTo(1);
      }
    }
  }

  @Test
  void noOtherStatusIsWorthAnotherTry() {
    for (int status : new int[] {500, 501, 404, 429}) {
      try (var service = TestService.answering(failing(2, status));
          var gateway = before("", service)) {
        assertThat(gateway.get("/x").statusCode()).isNotEqualTo(200);
        assertThat(service.received).hasSize(1);
      }
    }
  }

  @Test
  void aWriteIsNeverMadeAgain() {
    for (var method : new String[] {"POST", "PUT"}) {
      try (var service = TestService.answering(failing(1, 503));
          var gateway = before("", service)) {
        assertThat(gateway.send(method, "/x", "{}").statusCode()).isEqualTo(502);
        assertThat(service.received).hasSize(1);
      }
    }
  }

  @Test
  void anotherInstanceIsTriedFirst() {
    try (var bad = TestService.answering((_, reply) -> reply.json(503, "{}"));
        var good = TestService.json("1");
        var gateway = before("ejection: { enabled: false }\n", bad, good)) {
      for (int i = 0; i < 10; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      }
      assertThat(good.received).hasSize(10);
    }
  }

  @Test
  void retryAfterIsHonouredWhenItFitsIntoTheDeadline() {
    try (var service = TestService.answering(failing(1, 503, "retry-after: 1"));
        var gateway = before("", service)) {
      long began = System.nanoTime();
      assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(990));
    }
  }

  @Test
  void aPauseThatWouldOutlastTheDeadlineIsNotBegun() {
    try (var service = TestService.answering(failing(1, 503, "retry-after: 60"));
        var gateway = before("", service)) {
      long began = System.nanoTime();
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void retriesStayWithinTheBudget() {
    try (var service = TestService.answering((_, reply) -> reply.json(503, "{}"));
        var gateway =
            before(
                "breaker: { enabled: false }\nretry: { minimum: 0, pause: 1ms, attempts: 3 }\n",
                service)) {
      for (int i = 0; i < 150; i++) {
        gateway.get("/x");
      }
      // Ten tokens to begin with, and a tenth of one for each call.
      assertThat(gateway.count("weft.gateway.retries")).isBetween(24.0, 25.0);
      assertThat(service.received).hasSizeBetween(174, 175);
    }
  }

  @Test
  void switchedOffNothingIsMadeAgain() {
    try (var service = TestService.answering(failing(1, 503));
        var gateway = before("retry: { enabled: false }\n", service)) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void aClientThatGoesEndsThePauseBeforeARetry() throws IOException {
    try (var service = TestService.answering(failing(1, 503, "retry-after: 2"));
        var gateway = before("", service)) {
      var client = gateway.begin("/x");
      await().until(() -> gateway.count("weft.gateway.retries") == 1);
      client.close();
      await().until(() -> gateway.count("weft.gateway.calls", "outcome", "cancelled") == 1);
      assertThat(service.received).hasSize(1);
    }
  }
}
