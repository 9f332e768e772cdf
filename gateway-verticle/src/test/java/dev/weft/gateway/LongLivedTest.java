package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** WebSockets and server-sent events through the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LongLivedTest {
  private static final String ROUTES = "GET /ws/**: { pass: { service: s } }\n";

  private static final String AGREED = "HTTP/1.1 101 Any|upgrade: websocket|connection: upgrade||";
  private static final String EVENTS =
      "HTTP/1.1 200 OK|content-type: text/event-stream|transfer-encoding: chunked||";

  private Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final WebSocketClient webSockets = vertx.createWebSocketClient();

  @AfterAll
  void stop() {
    vertx.close().await();
  }

  /** A service with WebSockets that says back what it hears. */
  private static Servers echo() {
    var vertx = Vertx.vertx();
    var server =
        vertx
            .createHttpServer(
                new io.vertx.core.http.HttpServerOptions()
                    .setWebSocketSubProtocols(List.of("v2", "v1")))
            .webSocketHandler(
                socket -> {
                  socket.textMessageHandler(
                      text -> {
                        if (text.equals("bye")) {
                          socket.close((short) 4001, "told so");
                        } else {
                          socket.writeTextMessage("echo " + text);
                        }
                      });
                  socket.binaryMessageHandler(socket::writeBinaryMessage);
                });
    return new Servers(vertx, server.listen(0, "127.0.0.1").await());
  }

  private static TestGateway gateway(String address, String config, String routes) {
    return TestGateway.files().service("s", address).config(config).routes(routes).start();
  }

  private WebSocket connect(TestGateway gateway, String path, String... headers) {
    var options =
        new WebSocketConnectOptions()
            .setPort(gateway.port())
            .setHost("127.0.0.1")
            .setURI(path)
            .addSubProtocol("v1");
    for (int i = 0; i < headers.length; i += 2) {
      options.addHeader(headers[i], headers[i + 1]);
    }
    return webSockets.connect(options).await();
  }

  @Test
  void messagesSubProtocolsPingsAndCloseCodesGoThrough() throws IOException {
    try (var service = echo();
        var gateway = gateway(service.address(), "limits: { head: 1s }\n", ROUTES)) {
      var socket = connect(gateway, "/ws/chat?x=1");
      var heard = new CopyOnWriteArrayList<String>();
      socket.textMessageHandler(heard::add);
      var pong = new CountDownLatch(1);
      socket.pongHandler(_ -> pong.countDown());
      assertThat(socket.subProtocol()).isEqualTo("v1");
      socket.writeTextMessage("one").await();
      socket.writePing(Buffer.buffer("ping")).await();
      await().until(() -> heard.contains("echo one") && pong.getCount() == 0);
      // Longer than a head may take: a tunnel has no heads.
      Sockets.awaitHeadLimit(gateway.port());
      socket.writeTextMessage("two").await();
      await().until(() -> heard.contains("echo two"));
      var closed = new CountDownLatch(1);
      socket.closeHandler(_ -> closed.countDown());
      socket.writeTextMessage("bye").await();
      await().until(() -> closed.getCount() == 0);
      assertThat(socket.closeStatusCode()).isEqualTo((short) 4001);
      assertThat(socket.closeReason()).isEqualTo("told so");
    }
  }

  @Test
  void largeMessagesGoThroughWhole() {
    try (var service = echo();
        var gateway = gateway(service.address(), "", ROUTES)) {
      var socket = connect(gateway, "/ws/chat");
      var received = new AtomicInteger();
      socket.handler(chunk -> received.addAndGet(chunk.length()));
      for (int i = 0; i < 100; i++) {
        socket.writeBinaryMessage(Buffer.buffer(new byte[60_000])).await();
      }
      await().until(() -> received.get() == 6_000_000);
    }
  }

  @Test
  void whoeverIsNotLetInGetsNoWebSocketAndTheServiceIsNotAsked() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = echo();
        var gateway =
            gateway(
                service.address(),
                issuer.config(""),
                "GET /ws/**: { auth: required, pass: { service: s } }\n")) {
      assertThat(refusal(() -> connect(gateway, "/ws/chat"))).isEqualTo(401);
      var token = Issuer.token(key, Issuer.claims());
      var socket = connect(gateway, "/ws/chat", "authorization", "Bearer " + token);
      assertThat(socket.isClosed()).isFalse();
    }
  }

  private static int refusal(Runnable attempt) {
    try {
      attempt.run();
      return 101;
    } catch (RuntimeException e) {
      return root(e) instanceof UpgradeRejectedException rejected ? rejected.getStatus() : -1;
    }
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  @Test
  void aServiceThatRefusesTheUpgradeAnswersAsUsual() {
    try (var service = TestService.answering((_, reply) -> reply.json(403, "{}"));
        var gateway = gateway(service.address(), "", ROUTES)) {
      assertThat(refusal(() -> connect(gateway, "/ws/chat"))).isEqualTo(403);
    }
  }

  @Test
  void whenTheClientGoesTheServiceIsLetGo() throws IOException {
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  reply.raw(AGREED.replace("|", "\r\n"));
                  reply.hang();
                });
        var gateway = gateway(service.address(), "", ROUTES)) {
      try (var socket = Sockets.open(gateway.port())) {
        var request =
            "GET /ws/1 HTTP/1.1|host: x|connection: upgrade|upgrade: websocket"
                + "|sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==|sec-websocket-version: 13||";
        socket
            .getOutputStream()
            .write(request.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        assertThat(service.open).hasValue(1);
      }
      await().until(() -> service.open.get() == 0);
    }
  }

  @Test
  void aGatewayThatStopsDoesNotWaitForWebSockets() {
    try (var service = echo();
        var gateway = gateway(service.address(), "", ROUTES)) {
      var socket = connect(gateway, "/ws/chat");
      var closed = new CountDownLatch(1);
      socket.closeHandler(_ -> closed.countDown());
      var stopped = gateway.handle.stop();
      await().atMost(10, TimeUnit.SECONDS).until(stopped::succeeded);
      await().until(() -> closed.getCount() == 0);
    }
  }

  @Test
  void eventsOfAServiceArriveOneByOneHoweverLongTheyGoOn() throws IOException {
    var idle = new CompletableFuture<Socket>();
    try (var service =
            TestService.answering(
                (_, reply) -> {
                  reply.raw(EVENTS.replace("|", "\r\n"));
                  reply.raw("9\r\ndata: 1\n\n\r\n");
                  while (Sockets.isOpen(idle.join(), 250)) {
                    reply.raw("3\r\n:\n\n\r\n");
                  }
                  reply.raw("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
                });
        var gateway =
            gateway(
                service.address(),
                "limits: { idle: 1s }\n",
                "GET /ws/**: { pass: { service: s }, deadline: 500ms }\n")) {
      var heard = Buffer.buffer();
      var ended = new CountDownLatch(1);
      client
          .request(io.vertx.core.http.HttpMethod.GET, gateway.port(), "127.0.0.1", "/ws/events")
          .compose(request -> request.send())
          .onSuccess(
              answer -> {
                answer.handler(heard::appendBuffer);
                answer.endHandler(_ -> ended.countDown());
              });
      await().until(() -> heard.toString().contains("data: 1"));
      // The gateway closes one of which nothing is heard; that takes longer than the deadline.
      idle.complete(Sockets.open(gateway.port()));
      await().until(() -> ended.getCount() == 0);
      assertThat(heard.toString()).contains("data: 2");
    }
  }
}
