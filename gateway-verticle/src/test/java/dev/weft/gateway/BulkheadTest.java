package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More calls to one service than it may have at once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BulkheadTest {
  private static final String ROUTES =
      """
      GET /four:
        calls:
          a: { service: s, get: /a, optional: true, timeout: 700ms }
          b: { service: s, get: /b, optional: true, timeout: 700ms }
          c: { service: s, get: /c, optional: true, timeout: 700ms }
          d: { service: s, get: /d, optional: true, timeout: 700ms }
      GET /one: { calls: { a: { service: s, get: /one } } }
      GET /other: { calls: { a: { service: other, get: /x } }, answer: $a }
      """;

  private static TestGateway before(TestService service, String bulkhead) {
    return before(1, service, bulkhead);
  }

  private static TestGateway before(int eventLoops, TestService service, String bulkhead) {
    return TestGateway.files()
        .eventLoops(eventLoops)
        .serviceFile(
            "s",
            "bulkhead: " + bulkhead + "\ninstances: [{ address: \"" + service.address() + "\" }]\n")
        .serviceFile("other", "instances: [{ address: \"" + service.address() + "\" }]\n")
        .routes(ROUTES)
        .start();
  }

  @Test
  void whatDoesNotFitIsOverloadedAtOnceAndWhatWaitsTooLongAfterAWhile() {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = before(service, "{ calls: 2, queue: 1, patience: 50ms }")) {
      var answer = gateway.get("/four");
      assertThat(answer.headers().firstValue("weft-partial"))
          .contains("a;reason=timeout, b;reason=timeout, c;reason=overloaded, d;reason=overloaded");
      assertThat(service.received).hasSize(2);
      assertThat(gateway.count("weft.gateway.calls", "outcome", "overloaded")).isEqualTo(2);
    }
  }

  @Test
  void whatWaitsIsCalledInItsTurn() {
    try (var service = TestService.json("1");
        var gateway = before(service, "{ calls: 1, queue: 3 }")) {
      assertThat(gateway.get("/four").body()).isEqualTo("{\"a\":1,\"b\":1,\"c\":1,\"d\":1}");
      assertThat(service.received.stream().map(TestService.Received::uri))
          .containsExactly("/a", "/b", "/c", "/d");
      assertThat(gateway.count("weft.gateway.calls.waiting")).isZero();
    }
  }

  @Test
  void whatIsConfiguredHoldsForAllEventLoopsTogether() throws IOException {
    var answers = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (_, reply) -> {
                  answers.await();
                  reply.json(200, "1");
                });
        var gateway = before(4, service, "{ calls: 2, queue: 3, patience: 30s }")) {
      var sockets = new ArrayList<Socket>();
      // Each connection belongs to the next event loop.
      for (int i = 0; i < 5; i++) {
        int asked = i + 1;
        sockets.add(gateway.begin("/one", "connection", "close"));
        await()
            .until(
                () ->
                    service.received.size() + gateway.count("weft.gateway.calls.waiting") == asked);
      }
      assertThat(service.received).hasSize(2);
      for (int i = 0; i < 4; i++) {
        try (var socket = gateway.begin("/one", "connection", "close")) {
          assertThat(status(socket)).isEqualTo("503");
        }
      }
      answers.countDown();
      for (var socket : sockets) {
        try (socket) {
          assertThat(status(socket)).isEqualTo("200");
        }
      }
      assertThat(service.received).hasSize(5);
      assertThat(gateway.count("weft.gateway.calls.waiting")).isZero();
    }
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .substring(9, 12);
  }

  @Test
  void aServiceThatHangsTakesNothingFromAnother() throws IOException {
    var answers = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (!request.uri().equals("/x")) {
                    answers.await();
                  }
                  reply.json(200, "1");
                });
        var gateway = before(service, "{ calls: 1, queue: 0 }");
        var _ = gateway.begin("/one")) {
      await().until(() -> service.received.size() == 1);
      assertThat(gateway.get("/one").statusCode()).isEqualTo(503);
      assertThat(gateway.get("/other").statusCode()).isEqualTo(200);
      answers.countDown();
      await().until(() -> gateway.get("/one").statusCode() == 200);
    }
  }

  @Test
  void aClientThatGoesLeavesTheQueue() throws IOException {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = before(service, "{ calls: 1, queue: 5, patience: 30s }");
        var _ = gateway.begin("/one")) {
      await().until(() -> service.received.size() == 1);
      var second = gateway.begin("/one");
      await().until(() -> gateway.count("weft.gateway.calls.waiting") == 1);
      second.close();
      await().until(() -> gateway.count("weft.gateway.calls.waiting") == 0);
      assertThat(service.received).hasSize(1);
      assertThat(gateway.count("weft.gateway.calls", "outcome", "cancelled")).isEqualTo(1);
    }
  }
}
