package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which headers go on to a call, and which come back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PartHeadersTest {
  private static final String ROUTES =
      """
      GET /x:
        headers: { send: [X-Tenant] }
        calls:
          a: { service: s, get: /a, headers: { send: [authorization], return: [X-Total-Count, x-two] } }
          b: { service: s, get: /b }
      """;

  private static TestService service() {
    return TestService.answering(
        (_, reply) ->
            reply.body(
                200,
                "application/json",
                "1",
                "x-total-count: 7",
                "x-two: 1",
                "x-two: 2",
                "x-secret: 1",
                "set-cookie: a=b"));
  }

  @Test
  void onlyListedHeadersGoOnAndComeBack() {
    try (var service = service();
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      var answer =
          gateway.get(
              "/x",
              "x-tenant",
              "t1",
              "x-tenant",
              "t2",
              "authorization",
              "Bearer x",
              "x-other",
              "1");
      assertThat(answer.headers().allValues("x-total-count")).containsExactly("7");
      assertThat(answer.headers().allValues("x-two")).containsExactly("1", "2");
      assertThat(answer.headers().map()).doesNotContainKeys("x-secret", "set-cookie");
      for (var received : service.received) {
        assertThat(received.header("x-tenant")).isEqualTo("t1, t2");
        assertThat(received.headers()).doesNotContainKey("x-other");
        assertThat(received.header("authorization"))
            .isEqualTo(received.uri().equals("/a") ? "Bearer x" : "");
      }
    }
  }

  @Test
  void whatConnectionNamesNeverGoesOn() throws IOException {
    try (var service = service();
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      var first = List.of("GET /x HTTP/1.1", "host: h", "x-tenant: t", "connection: X-Tenant");
      var last = List.of("GET /none HTTP/1.1", "host: h", "connection: close", "", "");
      var request = String.join("\r\n", first) + "\r\n\r\n" + String.join("\r\n", last);
      assertThat(Sockets.exchange(gateway.port(), request)).startsWith("HTTP/1.1 200");
      assertThat(service.received)
          .hasSize(2)
          .allSatisfy(received -> assertThat(received.headers()).doesNotContainKey("x-tenant"));
    }
  }
}
