package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts too large to be kept go through as they come. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LargePartTest {
  private static final String ROW = "{\"id\":1,\"price\":4.2900,\"name\":\"Zubehör\"}";
  private static final String LARGE = "[" + (ROW + ",").repeat(50_000) + ROW + "]";
  private static final String ROUTES =
      """
      GET /x:
        calls:
          a: { service: large, get: /a }
          b: { service: small, get: /b }
          c: { service: large, get: /c, optional: true, default: none }
      """;

  private static TestGateway gateway(TestService large, TestService small, String... config) {
    return TestGateway.files()
        .service("large", large)
        .service("small", small)
        .routes(ROUTES)
        .config(String.join("\n", config))
        .start();
  }

  private static void head(TestService.Reply reply, String length) throws IOException {
    reply.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + length + "\r\n\r\n");
  }

  private static void chunk(TestService.Reply reply, String text) throws IOException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    reply.raw(Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  private static String answer(String a, String b, String c) {
    return "{\"a\":" + a + ",\"b\":" + b + ",\"c\":" + c + "}";
  }

  @Test
  void largePartsFlowInTheOrderOfTheRouteWithTheirLength() {
    try (var large = TestService.json(LARGE);
        var small = TestService.json("[1.10]");
        var gateway = gateway(large, small)) {
      for (int i = 0; i < 3; i++) {
        var answer = gateway.get("/x");
        assertThat(answer.headers().firstValue("content-length")).isPresent();
        assertThat(answer.body().equals(answer(LARGE, "[1.10]", LARGE))).isTrue();
      }
      assertThat(large.open.get()).as("connections are used again").isLessThanOrEqualTo(4);
    }
  }

  @Test
  void aLargePartOfUnknownLengthFlowsInChunks() {
    try (var large =
            TestService.answering(
                (_, reply) -> {
                  head(reply, "transfer-encoding: chunked");
                  for (int from = 0; from < LARGE.length(); from += 100_000) {
                    chunk(reply, LARGE.substring(from, Math.min(LARGE.length(), from + 100_000)));
                  }
                  reply.raw("0\r\nx-trailer: dropped\r\n\r\n");
                });
        var small = TestService.json("1");
        var gateway = gateway(large, small)) {
      var answer = gateway.get("/x");
      assertThat(answer.headers().firstValue("content-length")).isEmpty();
      assertThat(answer.headers().firstValue("x-trailer")).isEmpty();
      assertThat(answer.body().equals(answer(LARGE, "1", LARGE))).isTrue();
    }
  }

  @Test
  void aLargePartThatBreaksOffCutsTheAnswerOff() throws Exception {
    var answering = new CountDownLatch(1);
    try (var large =
            TestService.answering(
                (_, reply) -> {
                  head(reply, "content-length: 90000000");
                  reply.raw(LARGE);
                  answering.await();
                  reply.close();
                });
        var small = TestService.json("1");
        var client = HttpClient.newHttpClient();
        var gateway = gateway(large, small)) {
      var request = HttpRequest.newBuilder(gateway.uri("/x")).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      answering.countDown();
      try (var body = answer.body()) {
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aLargePartThatTurnsOutToBeNoJsonCutsTheAnswerOff() {
    for (var end : new String[] {"x", "]]", ",{\"a\":1,\"a\":2}]", ",1e400]", ""}) {
      var broken = LARGE.substring(0, LARGE.length() - 1) + end;
      try (var large = TestService.json(broken);
          var small = TestService.json("1");
          var gateway = gateway(large, small)) {
        assertThatThrownBy(() -> gateway.get("/x"))
            .as(end)
            .hasRootCauseInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aLargePartWhoseBeginningIsNoJsonFailsAlone() {
    try (var large =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/a")) {
                    reply.json(200, "2");
                    return;
                  }
                  head(reply, "transfer-encoding: chunked");
                  chunk(reply, "[1,2,,");
                  chunk(reply, LARGE);
                  reply.hang();
                });
        var small = TestService.json("1");
        var gateway = gateway(large, small)) {
      var answer = gateway.get("/x");
      assertThat(answer.body()).isEqualTo(answer("2", "1", "\"none\""));
      assertThat(answer.headers().firstValue("weft-partial")).hasValue("c;reason=not-json");
    }
  }

  @Test
  void aLargePartThatBreaksBeforeTheAnswerBeginsFailsAlone() {
    var gone = new CountDownLatch(1);
    try (var large =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/a")) {
                    reply.json(200, "2");
                    return;
                  }
                  head(reply, "content-length: 90000000");
                  reply.raw("[");
                  reply.reset();
                  gone.countDown();
                });
        var small =
            TestService.answering(
                (_, reply) -> {
                  gone.await();
                  reply.json(200, "1");
                });
        var gateway = gateway(large, small)) {
      var answer = gateway.get("/x");
      assertThat(answer.body()).isEqualTo(answer("2", "1", "\"none\""));
      assertThat(answer.headers().firstValue("weft-partial")).hasValue("c;reason=cut-off");
    }
  }

  @Test
  void anotherPartThatFailsEndsALargePartDownToItsSocket() {
    try (var large =
            TestService.answering(
                (_, reply) -> {
                  head(reply, "content-length: 90000000");
                  reply.raw("[");
                  reply.hang();
                });
        var small = TestService.answering((_, reply) -> reply.json(500, "1"));
        var gateway = gateway(large, small)) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      await().untilAsserted(() -> assertThat(large.open.get()).isZero());
    }
  }

  @Test
  void aClientThatGoesAwayEndsALargePartDownToItsSocket() throws IOException {
    try (var large =
            TestService.answering(
                (_, reply) -> {
                  head(reply, "content-length: 900000000");
                  reply.raw("[");
                  while (true) {
                    reply.raw(LARGE + ",");
                  }
                });
        var small = TestService.json("1");
        var gateway = gateway(large, small)) {
      try (var socket = Sockets.open(gateway.port())) {
        socket
            .getOutputStream()
            .write("GET /x HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(3_000_000)).hasSize(3_000_000);
        assertThat(large.open.get()).isEqualTo(2);
      }
      await().untilAsserted(() -> assertThat(large.open.get()).isZero());
    }
  }

  @Test
  void aLargePartThatStandsStillIsEndedAfterTheIdleTime() {
    try (var large =
            TestService.answering(
                (_, reply) -> {
                  head(reply, "content-length: 90000000");
                  reply.raw("[" + LARGE);
                  reply.hang();
                });
        var small = TestService.json("1");
        var gateway = gateway(large, small, "limits: { idle: 400ms }\n")) {
      assertThatThrownBy(() -> gateway.get("/x")).hasRootCauseInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(large.open.get()).isZero());
    }
  }

  @Test
  void aHeadRequestEndsLargePartsUnread() throws IOException {
    try (var large = TestService.json(LARGE);
        var small = TestService.json("1");
        var gateway = gateway(large, small)) {
      var answer =
          Sockets.exchange(
              gateway.port(), "HEAD /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      long length = answer(LARGE, "1", LARGE).getBytes(StandardCharsets.UTF_8).length;
      assertThat(answer).startsWith("HTTP/1.1 200").contains("content-length: " + length);
      assertThat(answer).endsWith("\r\n\r\n");
    }
  }

  @Test
  void aPartThatIsLookedIntoIsBoundedByTheLimitOfKeptAnswers() {
    var routes =
        "GET /x: { calls: { a: { service: large, get: /a } }, answer: { n: \"$a[0].id\" } }\n";
    try (var large = TestService.json(LARGE);
        var gateway =
            TestGateway.files()
                .service("large", large)
                .routes(routes)
                .config("limits: { answer: 1MB }\n")
                .start()) {
      assertThat(gateway.get("/x").body()).contains("too-large");
    }
  }
}
