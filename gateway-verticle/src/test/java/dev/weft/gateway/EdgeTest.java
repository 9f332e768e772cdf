package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients may send, and what they get for the rest. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EdgeTest {
  private static final String ROUTES =
      """
      GET /a/{id}: { calls: { a: { service: s, get: "/a/{id}" } } }
      POST /a/{id}: { calls: { a: { service: s, post: "/a/{id}" } } }
      """;

  private static TestGateway gateway(TestService service) {
    return TestGateway.files()
        .service("s", service)
        .config("limits: { headers: 2KB, uri: 1KB, head: 1s, body: 1KB }\n")
        .routes(ROUTES)
        .start();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
  }

  @Test
  void problemsHaveTheirStatusAndATrace() throws IOException {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      expect(gateway, get("/nope"), 404);
      expect(gateway, get("/a/1/"), 404);
      expect(gateway, "PUT /a/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 405);
      for (var unsafe :
          new String[] {
            "/a/../b",
            "/a/%2e%2e/b",
            "/a/..%2fb",
            "/a/x;y",
            "/a/%00",
            "/a/%zz",
            "/a\\b",
            "/a/%252e%252e"
          }) {
        expect(gateway, get(unsafe), 400);
      }
      expect(gateway, get("/a/" + "x".repeat(2000)), 414);
      expect(gateway, get("/a/1").replace("host", "x-long: " + "x".repeat(3000) + "\r\nhost"), 431);
      expect(gateway, "what is this\r\n\r\n", 400);
      assertThat(service.received).isEmpty();
    }
  }

  private static void expect(TestGateway gateway, String request, int status) throws IOException {
    var answer = Sockets.exchange(gateway.port(), request);
    assertThat(answer).as(request).matches("(?s)HTTP/1.[01] " + status + " .*");
    assertThat(answer).as(request).contains("application/problem+json").contains("\"traceId\":\"");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      var answer = gateway.send("DELETE", "/a/1", "");
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, POST");
    }
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    try (var service = TestService.json("[1,2]");
        var gateway = gateway(service)) {
      var answer =
          Sockets.exchange(
              gateway.port(), "HEAD /a/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertThat(answer)
          .startsWith("HTTP/1.1 200")
          .contains("content-length: 11\r\n")
          .endsWith("\r\n\r\n");
      assertThat(service.received.getFirst().method()).isEqualTo("GET");
    }
  }

  @Test
  void manyRequestsOnOneConnectionAreAnsweredInOrder() throws IOException {
    try (var service =
            TestService.answering(
                (request, reply) -> reply.json(200, "\"" + request.uri() + "\""));
        var gateway = gateway(service)) {
      var requests = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        requests.append("GET /a/").append(i).append(" HTTP/1.1\r\nhost: x\r\n\r\n");
      }
      var answer = Sockets.exchange(gateway.port(), requests + get("/a/last"));
      int at = 0;
      for (int i = 0; i < 50; i++) {
        at = answer.indexOf("{\"a\":\"/a/" + i + "\"}", at);
        assertThat(at).as("answer %d", i).isPositive();
      }
      assertThat(answer).endsWith("{\"a\":\"/a/last\"}");
    }
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service);
        var socket = Sockets.open(gateway.port())) {
      long began = System.nanoTime();
      var out = socket.getOutputStream();
      out.write(get("/a/1").replace("close", "keep-alive").getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      in.read(new byte[1000]);
      var trickle =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      out.write("GET /a/2 HTTP/1.1\r\nx: ".getBytes(StandardCharsets.US_ASCII));
                      while (!Thread.currentThread().isInterrupted()) {
                        out.write('x');
                        LockSupport.parkNanos(50_000_000);
                      }
                    } catch (IOException _) {
                      // cut off
                    }
                  });
      int end;
      try {
        end = in.read();
      } catch (IOException reset) {
        end = -1;
      }
      trickle.interrupt();
      assertThat(end).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItHasCome() throws IOException {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      var head = "POST /a/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
      expect(gateway, head + "content-length: 1000000000\r\n\r\n{", 413);
      var chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
      expect(
          gateway, head + "transfer-encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n", 413);
    }
  }

  @Test
  void requestsAreCountedByRouteAndStatus() {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      gateway.get("/a/1");
      gateway.get("/a/2");
      gateway.get("/nope");
      var found =
          gateway
              .node
              .meters()
              .get("weft.gateway.requests")
              .tag("route", "GET /a/{id}")
              .tag("status", "200")
              .timers();
      assertThat(found.stream().mapToLong(timer -> timer.count()).sum()).isEqualTo(2);
      assertThat(
              gateway
                  .node
                  .meters()
                  .get("weft.gateway.requests")
                  .tag("route", "none")
                  .tag("status", "404")
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }
}
