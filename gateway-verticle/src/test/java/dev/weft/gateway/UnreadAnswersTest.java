package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that do not read their answers, busy as their connections may be. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class UnreadAnswersTest {
  private static final int USUAL_ROOM = 65_535;
  private static final int MUCH_ROOM = 1 << 30;
  private static final String KEPT = "\"" + "x".repeat(500_000) + "\"";
  private static final String ROUTES =
      """
      GET /kept: { calls: { a: { service: s, get: /kept } } }
      GET /small: { calls: { a: { service: s, get: /small } } }
      GET /flow: { calls: { a: { service: s, get: /endless } } }
      GET /endless: { pass: { service: s } }
      GET /socket: { pass: { service: s } }
      GET /events: { pass: { service: s } }
      """;

  private static TestGateway gateway(TestService service) {
    return TestGateway.files()
        .service("s", service)
        .http(", http2-clear-text: true")
        .config("limits: { idle: 600ms }\n")
        .routes(ROUTES)
        .start();
  }

  private final AtomicLong sent = new AtomicLong();

  private TestService service(CountDownLatch event) {
    return TestService.answering(
        (request, reply) -> {
          switch (request.uri()) {
            case "/kept" -> reply.json(200, KEPT);
            case "/small" -> reply.json(200, "1");
            case "/events" -> {
              reply.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n:\r\n");
              event.await();
              reply.raw("1\r\n:\r\n0\r\n\r\n");
            }
            case "/socket" -> {
              reply.raw("HTTP/1.1 101 Any\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n");
              withoutEnd(reply);
            }
            default -> {
              reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 900000000000\r\n\r\n[");
              withoutEnd(reply);
            }
          }
        });
  }

  private void withoutEnd(TestService.Reply reply) throws IOException {
    while (true) {
      reply.raw(KEPT + ",");
      sent.addAndGet(KEPT.length());
    }
  }

  private TestService service() {
    return service(new CountDownLatch(0));
  }

  /** Pings and reads all the while until a stream is reset. */
  private static void awaitReset(Http2Socket client, int stream) {
    await()
        .until(
            () -> {
              client.ping();
              return client.resets.containsKey(stream);
            });
    assertThat(client.resets).containsEntry(stream, Http2Socket.CANCEL);
  }

  /** The connection goes on: only the stream was ended. */
  private static void assertServes(Http2Socket client, int stream) throws IOException {
    client.room(0, 1000);
    client.get(stream, "/small");
    client.room(stream, 1000);
    await()
        .until(
            () -> {
              client.ping();
              return client.ended.contains(stream);
            });
  }

  private static void assertCounted(TestGateway gateway, int answers) {
    assertThat(gateway.node.meters().get("weft.gateway.unread").counters())
        .satisfiesOnlyOnce(counter -> assertThat(counter.count()).isEqualTo(answers));
  }

  @Test
  void anAnswerThatIsWrittenButNotReadIsResetAloneThoughItsConnectionIsBusy() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), USUAL_ROOM)) {
      assertServes(client, 1);
      long before = MemoryTest.inUse();
      client.get(3, "/kept");
      awaitReset(client, 3);
      assertThat(client.received).containsEntry(3, USUAL_ROOM);
      await().until(() -> MemoryTest.inUse() <= before);
      assertServes(client, 5);
      assertCounted(gateway, 1);
    }
  }

  @Test
  void anAnswerThatNeverHadAnyRoomIsReset() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), 0)) {
      client.get(1, "/small");
      awaitReset(client, 1);
      assertServes(client, 3);
    }
  }

  @Test
  void theCallsOfAnAnswerThatIsNotReadAreEndedDownToTheirSockets() throws IOException {
    for (var path : new String[] {"/flow", "/endless"}) {
      try (var service = service();
          var gateway = gateway(service);
          var client = Http2Socket.open(gateway.port(), USUAL_ROOM)) {
        client.get(1, path);
        awaitReset(client, 1);
        await().until(() -> service.open.get() == 0);
        // Until then the rest has stayed with the service: sockets take no more than that.
        assertThat(sent.getAndSet(0)).isLessThan(40_000_000);
        assertServes(client, 3);
      }
    }
  }

  @Test
  void answersThatAllWaitForTheRoomOfTheConnectionAreReset() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), MUCH_ROOM)) {
      client.get(1, "/kept");
      client.get(3, "/endless");
      awaitReset(client, 1);
      awaitReset(client, 3);
      await().until(() -> service.open.get() <= 1);
      assertServes(client, 5);
    }
  }

  @Test
  void anAnswerIsNotCutOffWhileItsClientTakesALittleNowAndThen() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), USUAL_ROOM)) {
      client.room(0, MUCH_ROOM - USUAL_ROOM);
      client.get(1, "/kept");
      client.get(3, "/endless");
      client.get(5, "/flow");
      awaitIdleLimitThrice(
          gateway,
          () -> {
            client.room(1, 100);
            client.room(3, 100);
            client.room(5, 100);
            client.ping();
          });
      client.room(1, 1_000_000);
      await()
          .until(
              () -> {
                client.ping();
                return client.ended.contains(1);
              });
      assertThat(client.received).containsEntry(1, "{\"a\":}".length() + KEPT.length());
      assertThat(client.resets).isEmpty();
    }
  }

  @Test
  void anAnswerWhoseServiceIsSilentIsNotCutOff() throws IOException {
    var event = new CountDownLatch(1);
    try (var service = service(event);
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), USUAL_ROOM)) {
      client.get(1, "/events");
      awaitIdleLimitThrice(gateway, client::ping);
      event.countDown();
      await()
          .until(
              () -> {
                client.ping();
                return client.ended.contains(1);
              });
      assertThat(client.received).containsEntry(1, 2);
    }
  }

  /** Does something several times within the idle time-out, until that has passed three times. */
  private static void awaitIdleLimitThrice(TestGateway gateway, Act act) throws IOException {
    for (int i = 0; i < 3; i++) {
      try (var idle = Sockets.open(gateway.port())) {
        while (Sockets.isOpen(idle, 100)) {
          act.act();
        }
      }
    }
  }

  @FunctionalInterface
  private interface Act {
    void act() throws IOException;
  }

  @Test
  void aConnectionThatSendsButReadsNothingIsClosed() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client = Http2Socket.open(gateway.port(), MUCH_ROOM)) {
      client.room(0, MUCH_ROOM - USUAL_ROOM);
      client.get(1, "/endless");
      await()
          .until(
              () -> {
                sendIfOpen(client::sendPing);
                return service.received.size() == 1 && service.open.get() == 0;
              });
      assertCounted(gateway, 1);
    }
  }

  @Test
  void soIsOneOfHttp1() throws IOException {
    try (var service = service();
        var gateway = gateway(service);
        var client =
            gateway.begin(
                "/socket",
                "connection",
                "upgrade",
                "upgrade",
                "websocket",
                "sec-websocket-key",
                "dGhlIHNhbXBsZSBub25jZQ==",
                "sec-websocket-version",
                "13")) {
      await()
          .until(
              () -> {
                sendIfOpen(() -> client.getOutputStream().write('x'));
                return service.received.size() == 1 && service.open.get() == 0;
              });
      assertCounted(gateway, 1);
    }
  }

  private static void sendIfOpen(Act act) {
    try {
      act.act();
    } catch (IOException _) {
      // that it is closed is what is waited for
    }
  }
}
