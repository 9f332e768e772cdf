package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections are idle, and which only wait. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class IdleTest {
  private static final String ROUTES =
      """
      GET /quick: { calls: { a: { service: s, get: /quick } } }
      GET /slow: { deadline: 30s, calls: { a: { service: s, get: /slow } } }
      GET /p/**: { deadline: 30s, pass: { service: s } }
      POST /p/**: { deadline: 30s, pass: { service: s } }
      """;

  private static TestGateway gateway(TestService service) {
    return TestGateway.files()
        .service("s", service)
        .http(", http2-clear-text: true")
        .config("limits: { idle: 500ms }\n")
        .routes(ROUTES)
        .start();
  }

  private static TestService service(CountDownLatch release) {
    return TestService.answering(
        (request, reply) -> {
          if (!request.uri().equals("/quick")) {
            release.await();
          }
          reply.json(200, "1");
        });
  }

  /** Whatever was idle before this has been so for longer than is allowed. */
  private static void awaitIdleLimit(TestGateway gateway) throws IOException {
    try (var socket = gateway.begin("/quick")) {
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void aConnectionWhoseClientWaitsForItsAnswerIsNotIdle() throws IOException {
    var release = new CountDownLatch(1);
    try (var service = service(release);
        var gateway = gateway(service)) {
      var waiting = new ArrayList<Socket>();
      for (var path : new String[] {"/slow", "/p/1"}) {
        waiting.add(gateway.begin(path, "connection", "close"));
      }
      await().until(() -> service.received.size() == 2);
      awaitIdleLimit(gateway);
      release.countDown();
      for (var socket : waiting) {
        try (socket) {
          assertThat(text(socket)).startsWith("HTTP/1.1 200");
        }
      }
    }
  }

  private static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void norIsOneOfHttp2() throws IOException {
    var release = new CountDownLatch(1);
    var vertx = Vertx.vertx();
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    try (var service = service(release);
        var gateway = gateway(service)) {
      var closed = new CountDownLatch(1);
      var answer =
          client
              .request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/slow")
              .onSuccess(request -> request.connection().closeHandler(_ -> closed.countDown()))
              .compose(HttpClientRequest::send);
      await().until(() -> service.received.size() == 1);
      awaitIdleLimit(gateway);
      release.countDown();
      assertThat(answer.await().statusCode()).isEqualTo(200);
      // Once answered it is idle like any other.
      await().until(() -> closed.getCount() == 0);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void aClientThatCeasesToSendItsRequestIsIdleHoweverLongTheDeadlineIs() throws IOException {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = gateway(service);
        var socket = Sockets.open(gateway.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /p/1 HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n12345"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aClientThatHasNotReadTheAnswerBeforeIsIdleThoughItWaitsForTheNext() throws IOException {
    var large = "\"" + "x".repeat(12_000_000) + "\"";
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/quick")) {
                    reply.json(200, large);
                  } else {
                    reply.hang();
                  }
                });
        var gateway = gateway(service);
        var socket = gateway.begin("/quick")) {
      socket
          .getOutputStream()
          .write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> {
                try {
                  socket.getOutputStream().write('x');
                  return false;
                } catch (IOException closed) {
                  return true;
                }
              });
    }
  }
}
