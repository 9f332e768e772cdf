package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several instances of one service, some of them gone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class InstancesTest {
  private static final String ROUTES =
      """
      GET /x: { calls: { a: { service: s, get: /a } }, answer: $a }
      POST /x: { calls: { a: { service: s, post: /a } }, answer: $a }
      """;

  @Test
  void anInstanceThatRefusesCostsNoRequestNotEvenAWrite() {
    try (var good = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", TestService.nobody(), good.address(), TestService.nobody())
                .routes(ROUTES)
                .start()) {
      for (int i = 0; i < 50; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
        assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(200);
      }
      assertThat(good.received).hasSize(100);
    }
  }

  @Test
  void aReadWhoseConnectionBreaksIsMadeOnceMoreElsewhereAWriteIsNot() {
    var broken = new AtomicInteger();
    try (var bad =
            TestService.answering(
                (request, reply) -> {
                  broken.incrementAndGet();
                  reply.reset();
                });
        var good = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", bad.address(), good.address())
                .routes(ROUTES)
                .start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      }
      assertThat(broken.get()).isPositive();
    }
    try (var bad = TestService.answering((_, reply) -> reply.reset());
        var gateway =
            TestGateway.files().service("s", bad.address(), bad.address()).routes(ROUTES).start()) {
      assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(502);
      assertThat(bad.received).hasSize(1);
    }
  }

  /** Answers once on each connection, and resets it when it is used again. */
  private static TestService.Behaviour onceAConnection() {
    var used = ConcurrentHashMap.<Socket>newKeySet();
    return (_, reply) -> {
      if (used.add(reply.socket())) {
        reply.json(200, "1");
      } else {
        reply.reset();
      }
    };
  }

  @Test
  void aReadOnAKeptConnectionThatTheOnlyInstanceClosedIsSentAgainOnAFreshOne() {
    try (var service = TestService.answering(onceAConnection());
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(ROUTES + "GET /pass: { pass: { service: s } }\n")
                .start()) {
      for (int i = 0; i < 8; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/pass").statusCode()).isEqualTo(200);
      }
      assertThat(gateway.count("weft.gateway.ejections")).isZero();
    }
  }

  @Test
  void aWriteOnAKeptConnectionThatTheServiceClosedIsNotSentAgain() {
    try (var service = TestService.answering(onceAConnection());
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(200);
      assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(502);
      assertThat(service.received).hasSize(2);
    }
  }

  @Test
  void anInstanceThatFailsInARowIsLeftOut() {
    try (var bad = TestService.answering((_, reply) -> reply.json(500, "{}"));
        var good = TestService.json("1");
        var gateway =
            TestGateway.files()
                .eventLoops(1)
                .serviceFile(
                    "s",
                    """
                    ejection: { failures: 3, time: 30s }
                    instances: [{ address: "%s" }, { address: "%s" }]
                    """
                        .formatted(bad.address(), good.address()))
                .routes(ROUTES)
                .start()) {
      while (bad.received.size() < 3) {
        gateway.get("/x");
      }
      for (int i = 0; i < 20; i++) {
        assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      }
      assertThat(bad.received).hasSize(3);
      assertThat(gateway.count("weft.gateway.ejections")).isEqualTo(1);
    }
  }

  @Test
  void theGatewaysOwnZoneIsAskedFirst() {
    try (var near = TestService.json("1");
        var far = TestService.json("2");
        var gateway =
            TestGateway.files()
                .serviceFile(
                    "s",
                    """
                    instances:
                      - { address: "%s", zone: elsewhere }
                      - { address: "%s", zone: default }
                    """
                        .formatted(far.address(), near.address()))
                .routes(ROUTES)
                .start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(gateway.get("/x").body()).isEqualTo("1");
      }
      near.close();
      await().until(() -> gateway.get("/x").body().equals("2"));
    }
  }

  @Test
  void aServiceThatComesBackIsCalledAgain() throws IOException {
    var first = TestService.json("1");
    int port = first.port();
    try (var gateway = TestGateway.files().service("s", first.address()).routes(ROUTES).start()) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
      first.resetAll();
      first.close();
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      try (var second = TestService.on(port, (_, reply) -> reply.json(200, "2"))) {
        assertThat(gateway.get("/x").body()).isEqualTo("2");
        assertThat(second.received).hasSize(1);
      }
    }
  }

  @Test
  void registeredInstancesAreFoundAndLeftAsTheyComeAndGo() {
    try (var one = TestService.json("1");
        var gateway =
            TestGateway.files().serviceFile("s", "transport: http\n").routes(ROUTES).start()) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
      var instance =
          new Instance("s-1/http", "s", "1", Protocol.HTTP, one.address(), 1, "default", State.UP);
      var registration = gateway.node.registry().register(instance).await();
      assertThat(gateway.get("/x").body()).isEqualTo("1");
      registration.drain().await();
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void whenTheClientGoesTheCallsAreCancelledDownToTheSocket() throws IOException {
    var asked = new AtomicBoolean();
    try (var slow =
            TestService.answering(
                (_, reply) -> {
                  asked.set(true);
                  reply.hang();
                });
        var gateway = TestGateway.files().service("s", slow).routes(ROUTES).start()) {
      try (var client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
        client
            .getOutputStream()
            .write("GET /x HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        await().untilTrue(asked);
        assertThat(slow.open.get()).isEqualTo(1);
      }
      await().until(() -> slow.open.get() == 0);
      await()
          .until(
              () ->
                  gateway.node.meters().find("weft.gateway.requests").tag("status", "499").timer()
                      != null);
    }
  }
}
