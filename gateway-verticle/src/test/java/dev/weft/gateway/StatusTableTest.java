package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table of statuses, row by row, before services that fail in every way. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class StatusTableTest {
  private static final String ROUTES =
      """
      GET /required:
        deadline: 1s
        calls:
          good: { service: good, get: /good }
          bad: { service: bad, get: /bad }
      GET /optional:
        deadline: 1s
        calls:
          good: { service: good, get: /good }
          bad: { service: bad, get: /bad, optional: true, default: [] }
      GET /impatient:
        calls:
          good: { service: good, get: /good }
          bad: { service: bad, get: /bad, optional: true, timeout: 100ms }
      """;

  private record Seen(int status, String reason, HttpResponse<String> optional) {}

  /**
   * Both routes before a service that behaves so: the status with it required, the reason with it
   * optional.
   */
  private static Seen before(TestService.Behaviour behaviour) throws IOException {
    try (var bad = TestService.answering(behaviour)) {
      return before(bad.address());
    }
  }

  private static Seen before(String bad) throws IOException {
    try (var good = TestService.json("{\"a\":1}");
        var gateway =
            TestGateway.files()
                .service("good", good)
                .service("bad", bad)
                .config("limits: { answer: 1KB }\n")
                .routes(ROUTES)
                .start()) {
      var required = gateway.get("/required");
      assertThat(required.headers().firstValue("content-type"))
          .contains("application/problem+json");
      var problem = new ObjectMapper().readTree(required.body());
      assertThat(problem.get("traceId").textValue()).matches("[0-9a-f]{32}");
      JsonNode part = problem.get("parts").get(0);
      assertThat(part.get("part").textValue()).isEqualTo("bad");
      assertThat(part.get("service").textValue()).isEqualTo("bad");
      var optional = gateway.get("/optional");
      assertThat(optional.statusCode()).isEqualTo(200);
      assertThat(optional.body()).isEqualTo("{\"good\":{\"a\":1},\"bad\":[]}");
      assertThat(optional.headers().firstValue("weft-partial"))
          .contains("bad;reason=" + part.get("reason").textValue());
      assertThat(optional.headers().firstValue("cache-control")).contains("no-store");
      return new Seen(required.statusCode(), part.get("reason").textValue(), optional);
    }
  }

  private static void expect(Seen seen, int status, String reason) {
    assertThat(seen.status()).isEqualTo(status);
    assertThat(seen.reason()).isEqualTo(reason);
  }

  @Test
  void allAnsweredIs200InTheOrderOfTheRoute() {
    try (var good = TestService.json(" {\"a\": 1.50} ");
        var gateway =
            TestGateway.files().service("good", good).service("bad", good).routes(ROUTES).start()) {
      var answer = gateway.get("/required");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"good\": {\"a\": 1.50} ,\"bad\": {\"a\": 1.50} }");
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(answer.headers().firstValue("content-length"))
          .contains("" + answer.body().length());
      assertThat(answer.headers().firstValue("weft-partial")).isEmpty();
    }
  }

  @Test
  void aRefusedConnectionIs502() throws IOException {
    expect(before(TestService.nobody()), 502, "refused");
  }

  @Test
  void aResetIs502() throws IOException {
    expect(before((_, reply) -> reply.reset()), 502, "reset");
  }

  @Test
  void aClosedConnectionIs502() throws IOException {
    expect(before((_, reply) -> reply.close()), 502, "reset");
  }

  @Test
  void serverErrorsAre502() throws IOException {
    expect(before((_, reply) -> reply.json(500, "{}")), 502, "internal-server-error");
    expect(before((_, reply) -> reply.json(503, "{}")), 502, "service-unavailable");
  }

  @Test
  void htmlIs502() throws IOException {
    expect(
        before((_, reply) -> reply.body(200, "text/html", "<html>stack trace</html>")),
        502,
        "not-json");
  }

  @Test
  void halfJsonIs502() throws IOException {
    expect(before((_, reply) -> reply.json(200, "{\"a\":[1,2")), 502, "not-json");
  }

  @Test
  void twoValuesInOneAnswerAre502() throws IOException {
    expect(before((_, reply) -> reply.json(200, "{},\"admin\":true")), 502, "not-json");
  }

  @Test
  void anAnswerShorterThanItSaysIs502() throws IOException {
    expect(
        before(
            (_, reply) -> {
              reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a\":1}");
              reply.close();
            }),
        502,
        "cut-off");
  }

  @Test
  void aBrokenChunkIs502() throws IOException {
    expect(
        before(
            (_, reply) -> {
              reply.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n");
              reply.close();
            }),
        502,
        "cut-off");
  }

  @Test
  void whatIsNoHttpIs502() throws IOException {
    var seen =
        before(
            (_, reply) -> {
              reply.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n");
              reply.close();
            });
    assertThat(seen.status()).isEqualTo(502);
  }

  @Test
  void anAnswerThatIsTooLargeIs502() throws IOException {
    expect(before((_, reply) -> reply.json(200, "\"" + "x".repeat(2000) + "\"")), 502, "too-large");
  }

  @Test
  void aRedirectIs502() throws IOException {
    expect(
        before((_, reply) -> reply.body(302, "text/plain", "", "location: http://127.0.0.1:1/")),
        502,
        "found");
  }

  @Test
  void silenceIs504() throws IOException {
    expect(before((_, reply) -> reply.hang()), 504, "timeout");
  }

  @Test
  void aTrickleIs504() throws IOException {
    expect(
        before(
            (_, reply) -> {
              reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
              while (!reply.closed().await(50, TimeUnit.MILLISECONDS)) {
                reply.raw(" ");
              }
            }),
        504,
        "timeout");
  }

  @Test
  void aHeadThatTricklesIs504() throws IOException {
    expect(
        before(
            (_, reply) -> {
              reply.raw("HTTP/1.1 200 OK\r\nx: ");
              while (!reply.closed().await(50, TimeUnit.MILLISECONDS)) {
                reply.raw("x");
              }
            }),
        504,
        "timeout");
  }

  @Test
  void aChunkThatIsCutOffIs502() throws IOException {
    expect(
        before(
            (_, reply) -> {
              reply.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{\"a\":");
              reply.reset();
            }),
        502,
        "cut-off");
  }

  @Test
  void anAnswerLongerThanItSaysHurtsNobody() {
    try (var good = TestService.json("1");
        var bad =
            TestService.answering(
                (_, reply) ->
                    reply.raw(
                        """
                        HTTP/1.1 200 OK\r
                        content-type: application/json\r
                        content-length: 1\r
                        \r
                        2HTTP/1.1 200 OK\r
                        content-length: 6\r
                        \r
                        "evil\"\
                        """));
        var gateway =
            TestGateway.files().service("good", good).service("bad", bad).routes(ROUTES).start()) {
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.get("/required").body()).isEqualTo("{\"good\":1,\"bad\":2}");
      }
    }
  }

  @Test
  void clientErrorsKeepTheirStatusAndOnlyCodeAndPointerGetOut() throws IOException {
    var seen =
        before(
            (_, reply) ->
                reply.body(
                    422,
                    "application/problem+json",
                    "{\"code\":\"unknown-product\",\"pointer\":\"/lines/0/productId\",\"detail\":\"secret\"}"));
    expect(seen, 422, "unknown-product");
    expect(before((_, reply) -> reply.json(404, "{\"code\":\"secret\"}")), 404, "not-found");
    expect(
        before(
            (_, reply) ->
                reply.body(
                    409, "application/problem+json", "{\"code\":\"<script>\",\"pointer\":\"no\"}")),
        409,
        "conflict");
  }

  @Test
  void nothingOfAnUpstreamsBodyLeaks() {
    try (var bad =
            TestService.answering(
                (_, reply) ->
                    reply.body(
                        500, "application/problem+json", "{\"detail\":\"password=hunter2\"}"));
        var gateway =
            TestGateway.files().service("good", bad).service("bad", bad).routes(ROUTES).start()) {
      var answer = gateway.get("/required");
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).doesNotContain("hunter2");
    }
  }

  @Test
  void noInstanceIs503WithRetryAfter() {
    try (var good = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("good", good)
                .serviceFile("bad", "transport: http\n")
                .routes(ROUTES)
                .start()) {
      var answer = gateway.get("/required");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("1");
      assertThat(answer.body()).contains("\"reason\":\"no-instance\"");
    }
  }

  @Test
  void aPartWithoutContentIsNullAndNotPartial() {
    try (var good = TestService.json("1");
        var empty =
            TestService.answering((_, reply) -> reply.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        var gateway =
            TestGateway.files()
                .service("good", good)
                .service("bad", empty)
                .routes(ROUTES)
                .start()) {
      var answer = gateway.get("/required");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"good\":1,\"bad\":null}");
      assertThat(answer.headers().firstValue("weft-partial")).isEmpty();
    }
  }

  @Test
  void aCallsOwnTimeOutEndsItAlone() {
    try (var good = TestService.json("1");
        var bad = TestService.answering((_, reply) -> reply.hang());
        var gateway =
            TestGateway.files().service("good", good).service("bad", bad).routes(ROUTES).start()) {
      var answer = gateway.get("/impatient");
      assertThat(answer.body()).isEqualTo("{\"good\":1,\"bad\":null}");
      assertThat(answer.headers().firstValue("weft-partial")).contains("bad;reason=timeout");
    }
  }

  @Test
  void aServiceThatWantsToBeAskedLessSaysForHowLong() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.body(429, "application/json", "{}", "retry-after: 7", "x-other: 1"));
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes("GET /x: { calls: { a: { service: s, get: /a } } }\n")
                .start()) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("7");
      assertThat(answer.headers().firstValue("x-other")).isEmpty();
    }
  }

  @Test
  void aCallWhoseTimeIsOverBeforeItHasAConnectionIsNotMade() throws Exception {
    var release = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/first")) {
                    release.await();
                  }
                  reply.json(200, "1");
                });
        var gateway =
            TestGateway.files()
                .eventLoops(1)
                .service("s", service)
                .config("limits: { connections-per-instance: 1 }\n")
                .routes(
                    """
                    GET /first: { deadline: 30s, calls: { a: { service: s, get: /first } } }
                    GET /late: { deadline: 100ms, calls: { a: { service: s, get: /late } } }
                    GET /next: { calls: { a: { service: s, get: /next } } }
                    """)
                .start();
        var _ = gateway.begin("/first")) {
      await().until(() -> service.received.size() == 1);
      assertThat(gateway.get("/late").statusCode()).isEqualTo(504);
      release.countDown();
      assertThat(gateway.get("/next").statusCode()).isEqualTo(200);
      assertThat(service.received)
          .extracting(TestService.Received::uri)
          .containsExactly("/first", "/next");
    }
  }

  @Test
  void unwantedAnswersDoNotDrainThePool() {
    try (var good = TestService.json("1");
        var bad =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/bad")) {
                    reply.body(500, "text/html", "x".repeat(100_000));
                  }
                });
        var gateway =
            TestGateway.files()
                .service("good", good)
                .service("bad", bad)
                .config("limits: { connections-per-instance: 2, answer: 1KB }\n")
                .routes(ROUTES)
                .start()) {
      for (int i = 0; i < 40; i++) {
        assertThat(gateway.get("/optional").body()).isEqualTo("{\"good\":1,\"bad\":[]}");
      }
    }
  }
}
