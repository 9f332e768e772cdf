package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads that take unusually long are asked of another instance as well. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HedgeTest {
  private static final int LEARNS_FROM = 20;
  private static final String ROUTES =
      """
      GET /x: { deadline: 1s, calls: { a: { service: s, get: /a } }, answer: $a }
      """;

  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  /** Answers, but for so many requests as are set to hang. */
  private void answer(TestService.Received request, TestService.Reply reply)
      throws IOException, InterruptedException {
    if (hanging.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      reply.hang();
      cancelled.incrementAndGet();
    } else {
      reply.json(200, "1");
    }
  }

  private static TestGateway before(TestService... services) {
    var file =
        new StringBuilder("hedge: { enabled: true, least: 20ms }\nretry: { minimum: 0 }\n")
            .append("instances:\n");
    for (var service : services) {
      file.append("  - { address: \"").append(service.address()).append("\" }\n");
    }
    var gateway =
        TestGateway.files().eventLoops(1).serviceFile("s", file.toString()).routes(ROUTES).start();
    for (int i = 0; i < LEARNS_FROM; i++) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
    }
    return gateway;
  }

  @Test
  void aReadThatTakesLongerThanItsLikeIsAnsweredByAnotherInstanceAndTheLoserIsCancelled() {
    try (var one = TestService.answering(this::answer);
        var two = TestService.answering(this::answer);
        var gateway = before(one, two)) {
      hanging.set(1);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      await().until(() -> cancelled.get() == 1);
      assertThat(gateway.count("weft.gateway.hedges")).isEqualTo(1);
      assertThat(gateway.count("weft.gateway.hedges.won")).isEqualTo(1);
    }
  }

  @Test
  void thereIsNoHedgeWithoutAnotherInstance() {
    try (var one = TestService.answering(this::answer);
        var gateway = before(one)) {
      hanging.set(1);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(504);
      assertThat(gateway.count("weft.gateway.hedges")).isZero();
    }
  }

  @Test
  void aClientThatGoesCancelsBothTries() throws IOException {
    try (var one = TestService.answering(this::answer);
        var two = TestService.answering(this::answer);
        var gateway = before(one, two)) {
      hanging.set(2);
      var client = gateway.begin("/x");
      await().until(() -> gateway.count("weft.gateway.hedges") == 1);
      await().until(() -> hanging.get() == 0);
      client.close();
      await().until(() -> cancelled.get() == 2);
    }
  }

  @Test
  void hedgesTakeFromTheBudgetOfRetries() {
    try (var one = TestService.answering(this::answer);
        var two = TestService.answering(this::answer);
        var gateway = before(one, two)) {
      int status = 200;
      while (status == 200) {
        hanging.set(1);
        status = gateway.get("/x").statusCode();
      }
      // Ten tokens to begin with, and a tenth of one for each call.
      assertThat(status).isEqualTo(504);
      assertThat(gateway.count("weft.gateway.hedges")).isBetween(12.0, 14.0);
    }
  }
}
