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

/** What the gateway takes upon itself, and no more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class OverloadTest {
  private static final String ROUTES =
      """
      GET /slow: { deadline: 20s, calls: { a: { service: s, get: /slow } } }
      GET /fast: { calls: { a: { service: s, get: /fast } } }
      POST /read: { calls: { a: { service: s, post: /x, body: { a: $body.a } } } }
      GET /p/**: { pass: { service: s } }
      """;

  private static TestGateway gateway(TestService service, String limits) {
    return TestGateway.files()
        .service("s", service)
        .config("limits: { " + limits + " }\n")
        .routes(ROUTES)
        .start();
  }

  private static Socket send(TestGateway gateway, String text) throws IOException {
    var socket = Sockets.open(gateway.port());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
  }

  @Test
  void whatIsBeyondCapacityIsRefusedAtOnceAndTheRestIsServed() throws Exception {
    var release = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/slow")) {
                    release.await();
                  }
                  reply.json(200, "1");
                });
        var gateway = gateway(service, "in-flight: 2")) {
      var waiting = new ArrayList<Socket>();
      for (int i = 0; i < 2; i++) {
        waiting.add(send(gateway, get("/slow")));
      }
      await().until(() -> service.received.size() == 2);
      for (int i = 0; i < 20; i++) {
        var refused = gateway.get("/fast");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
      }
      assertThat(service.received).hasSize(2);
      release.countDown();
      for (var socket : waiting) {
        try (socket) {
          assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
              .startsWith("HTTP/1.1 200");
        }
      }
      for (int i = 0; i < 20; i++) {
        assertThat(gateway.get("/fast").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void requestsOfClientsThatWentAwayDoNotCount() throws Exception {
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/slow")) {
                    reply.hang();
                  } else {
                    reply.json(200, "1");
                  }
                });
        var gateway = gateway(service, "in-flight: 1")) {
      for (int i = 0; i < 5; i++) {
        int before = service.received.size();
        try (var socket = send(gateway, get("/slow"))) {
          assertThat(socket.isConnected()).isTrue();
          await().until(() -> service.received.size() > before);
        }
        await().until(() -> gateway.get("/fast").statusCode() == 200);
      }
    }
  }

  @Test
  void aConnectionBeyondTheLimitIsClosedAtOnce() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "connections: 2");
        var one = send(gateway, get("/fast").replace("close", "keep-alive"));
        var two = send(gateway, get("/fast").replace("close", "keep-alive"))) {
      assertThat(one.getInputStream().read()).isEqualTo('H');
      assertThat(two.getInputStream().read()).isEqualTo('H');
      try (var three = Sockets.open(gateway.port())) {
        assertThat(three.getInputStream().read()).isEqualTo(-1);
      }
      one.close();
      await()
          .until(
              () -> {
                try (var next = send(gateway, get("/fast"))) {
                  return next.getInputStream().read() == 'H';
                } catch (IOException reset) {
                  return false;
                }
              });
    }
  }

  @Test
  void aBodyThatTricklesIsEndedWith408() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "body-time: 200ms");
        var socket =
            send(gateway, "POST /read HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{\"a\":")) {
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("connection: close");
      assertThat(service.received).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotReadItsAnswerIsCutOff() throws Exception {
    var large = "\"" + "x".repeat(12_000_000) + "\"";
    try (var service = TestService.json(large);
        var gateway = gateway(service, "idle: 1s");
        var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(
          new java.net.InetSocketAddress(
              java.net.InetAddress.getLoopbackAddress(), gateway.port()));
      socket.getOutputStream().write(get("/fast").getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> {
                try {
                  // Once the gateway has closed the connection, writing to it fails.
                  socket.getOutputStream().write('x');
                  return false;
                } catch (IOException closed) {
                  return true;
                }
              });
    }
  }
}
