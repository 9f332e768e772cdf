package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that keeps failing, seen from a client. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BreakerTest {
  private static final String ROUTES =
      """
      GET /x: { calls: { a: { service: s, get: /a, timeout: 100ms } }, answer: $a }
      GET /pass: { pass: { service: s } }
      """;

  private static TestGateway before(TestService service, String settings) {
    return before(1, service, settings);
  }

  private static TestGateway before(int eventLoops, TestService service, String settings) {
    return TestGateway.files()
        .eventLoops(eventLoops)
        .serviceFile("s", settings + "\ninstances: [{ address: \"" + service.address() + "\" }]\n")
        .routes(ROUTES)
        .start();
  }

  @Test
  void anOpenBreakerIs503AndSaysWhenToComeBack() {
    try (var service = TestService.answering((_, reply) -> reply.json(500, "{}"));
        var gateway = before(service, "breaker: { failures: 3, open: 7s }")) {
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      }
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"reason\":\"breaker-open\"");
      assertThat(answer.headers().firstValue("retry-after")).contains("7");
      assertThat(service.received).hasSize(3);
      assertThat(gateway.count("weft.gateway.breakers.open")).isEqualTo(1);
    }
  }

  @Test
  void aServiceThatHasFailedForOneEventLoopIsLeftAloneByAll() throws IOException {
    try (var service = TestService.answering((_, reply) -> reply.json(500, "{}"));
        var gateway = before(4, service, "breaker: { failures: 4, open: 30s }")) {
      var statuses = new ArrayList<String>();
      // Each connection belongs to the next event loop.
      for (int i = 0; i < 8; i++) {
        try (var socket = gateway.begin("/x", "connection", "close")) {
          var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          statuses.add(answer.substring(9, 12));
        }
      }
      assertThat(statuses).containsExactly("502", "502", "502", "502", "503", "503", "503", "503");
      assertThat(service.received).hasSize(4);
      assertThat(gateway.count("weft.gateway.breakers.open")).isEqualTo(1);
    }
  }

  @Test
  void aServiceThatHasRecoveredIsAskedAgain() {
    var asked = new AtomicInteger();
    try (var service =
            TestService.answering(
                (_, reply) -> reply.json(asked.incrementAndGet() <= 3 ? 500 : 200, "1"));
        var gateway = before(service, "breaker: { failures: 3, open: 300ms }")) {
      for (int i = 0; i < 3; i++) {
        gateway.get("/x");
      }
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
      await().until(() -> gateway.get("/x").statusCode() == 200);
      assertThat(gateway.count("weft.gateway.breakers.open")).isZero();
    }
  }

  @Test
  void timeOutsOpenTheBreaker() {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = before(service, "breaker: { failures: 2, open: 7s }")) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(504);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(504);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void whatAServiceRefusesDoesNotOpenTheBreaker() {
    try (var service = TestService.answering((_, reply) -> reply.json(404, "{}"));
        var gateway = before(service, "breaker: { failures: 2, open: 7s }")) {
      for (int i = 0; i < 6; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void aPassThroughLeavesTheServiceAloneToo() {
    var asked = new AtomicInteger();
    try (var service =
            TestService.answering(
                (_, reply) -> reply.json(asked.incrementAndGet() <= 3 ? 500 : 200, "1"));
        var gateway = before(service, "breaker: { failures: 3, open: 300ms }")) {
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.get("/pass").statusCode()).isEqualTo(500);
      }
      var answer = gateway.get("/pass");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"reason\":\"breaker-open\"");
      await().until(() -> gateway.get("/pass").statusCode() == 200);
    }
  }
}
