package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that two parsers could read in two ways. Each is followed by a second one on the same
 * connection: it must never be answered, and the service must see neither.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HostileRequestsTest {
  private static final String SMUGGLED = "GET /a/smuggled HTTP/1.1\r\nhost: x\r\n\r\n";

  private static final String CHUNKED = "POST /a/1 HTTP/1.1|host: x|transfer-encoding: chunked||";

  private TestService service = TestService.json("1");
  private TestGateway gateway =
      TestGateway.files()
          .service("s", service)
          .routes(
              """
              GET /a/{id}: { calls: { a: { service: s, get: "/a/{id}" } } }
              POST /a/{id}: { calls: { a: { service: s, post: "/a/{id}" } } }
              ANY /p/**: { pass: { service: s } }
              """)
          .start();

  @BeforeAll
  void accepts() throws IOException {
    var answer =
        Sockets.exchange(
            gateway.port(), "GET /a/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
    service.received.clear();
  }

  @AfterAll
  void close() {
    gateway.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/1 HTTP/1.1|host: x|host: y||",
        "GET /a/1 HTTP/1.1|||",
        "GET /a/1 HTTP/1.1|host: x y||",
        "GET /a/1 HTTP/1.1|host: x/y||",
        "GET /a/1 HTTP/1.1|host : x||",
        "GET /a/1 HTTP/1.1| host: x||",
        "POST /a/1 HTTP/1.1|host: x|content-length: 1|transfer-encoding: chunked||1|1|0||",
        "POST /a/1 HTTP/1.1|host: x|transfer-encoding:| chunked|content-length: 1||1|1|0||",
        "POST /a/1 HTTP/1.1|host: x|transfer-encoding: chunked|transfer-encoding: chunked||0||",
        "POST /a/1 HTTP/1.1|host: x|transfer-encoding: chunked, identity||0||",
        "POST /a/1 HTTP/1.1|host: x|transfer-encoding: gzip||0||",
        "POST /a/1 HTTP/1.1|host: x|transfer-encoding: xchunked||0||",
        "POST /a/1 HTTP/1.0|host: x|transfer-encoding: chunked||0||",
        "POST /a/1 HTTP/1.1|host: x|content-length: 1|content-length: 2||12",
        "POST /a/1 HTTP/1.1|host: x|content-length: 1, 2||12",
        "POST /a/1 HTTP/1.1|host: x|content-length: +1||1",
        "POST /a/1 HTTP/1.1|host: x|content-length: -1||1",
        "POST /a/1 HTTP/1.1|host: x|content-length: 0x1||1",
        "POST /a/1 HTTP/1.1|host: x|content-length: 1 1||1",
        "GET /a/1 HTTP/1.1|host: x|x: a\u0000b||",
        "GET /a/1 HTTP/1.1|host: x|x\u0000y: b||",
        "GET /a/1 HTTP/1.1|host: x|no colon||",
        "GET  /a/1 HTTP/1.1 x|host: x||",
        "GET /a/1 HTTP/9.9x|host: x||",
      })
  void anAmbiguousHeadIsRefusedAndItsConnectionClosed(String head) throws IOException {
    expectRefusal(head.replace("|", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/1 HTTP/1.1\nhost: x\n\n",
        "GET /a/1 HTTP/1.1\r\nhost: x\nx: y\r\n\r\n",
        "GET /a/1 HTTP/1.1\r\nhost: x\r\n\n",
        "GET /a/1 HTTP/1.1\rhost: x\r\n\r\n",
      })
  void aBareLineFeedIsNoLineEnd(String head) throws IOException {
    expectRefusal(head);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x5|hello|0||",
        "+5|hello|0||",
        "-1|hello|0||",
        "5 5|hello|0||",
        "g|hello|0||",
        "|hello|0||",
        "5|helloXX|0||",
        "fffffffffffffffff|hello|0||",
      })
  void aBadChunkIsRefusedAndItsConnectionClosed(String body) throws IOException {
    expectRefusal((CHUNKED + body).replace("|", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\nhello\r\n0\r\n\r\n", "5;a\nb\r\nhello\r\n0\r\n\r\n"})
  void aBareLineFeedInAChunkSizeIsRefused(String body) throws IOException {
    expectRefusal(CHUNKED.replace("|", "\r\n") + body);
  }

  @Test
  void aBadChunkOfAPassThroughReachesNobodyElse() throws IOException {
    var answer =
        Sockets.exchange(
            gateway.port(),
            (CHUNKED.replace("/a/", "/p/") + "0x5|hello|0||").replace("|", "\r\n") + SMUGGLED);
    assertThat(answer).doesNotContain("200 OK");
    assertThat(service.received).noneMatch(one -> one.uri().contains("smuggled"));
  }

  private void expectRefusal(String request) throws IOException {
    service.received.clear();
    var answer = Sockets.exchange(gateway.port(), request + SMUGGLED);
    assertThat(answer).as(request).matches("(?s)HTTP/1\\.[01] 400 .*");
    assertThat(answer.split("HTTP/1\\.", -1)).as("answers to %s", request).hasSize(2);
    assertThat(service.received).as(request).isEmpty();
  }
}
