package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.node.StartFailure;
import dev.weft.node.StopPhase;
import dev.weft.node.config.ConfigException;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting and stopping. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class StopTest {
  private static final String ROUTES = "GET /a: { calls: { a: { service: s, get: /a } } }\n";

  @Test
  void whatIsInFlightIsFinishedAndNothingNewIsTaken() {
    var asked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (_, reply) -> {
                  asked.countDown();
                  goOn.await();
                  reply.json(200, "1");
                });
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      var answer = CompletableFuture.supplyAsync(() -> gateway.get("/a"));
      await().until(() -> asked.getCount() == 0);
      var stopped = gateway.handle.stop();
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> Sockets.open(gateway.port()))
                      .isInstanceOf(IOException.class));
      assertThat(stopped.isComplete()).isFalse();
      goOn.countDown();
      HttpResponse<String> finished = answer.join();
      assertThat(finished.statusCode()).isEqualTo(200);
      assertThat(finished.body()).isEqualTo("{\"a\":1}");
      await().until(stopped::succeeded);
    }
  }

  @Test
  void aGatewayThatIsToldToLeaveAsksClientsToConnectElsewhere() {
    try (var service = TestService.json("1");
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThat(gateway.get("/a").headers().firstValue("connection")).isEmpty();
      ((RunningGateway) gateway.handle).withdraw().await();
      assertThat(gateway.get("/a").headers().firstValue("connection")).contains("close");
    }
  }

  @Test
  void whatIsInFlightMayTakeAsLongAsTheGracePeriodAllowsAndNoLonger() throws IOException {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).grace("1s").start();
        var socket = gateway.begin("/a")) {
      await().until(() -> service.received.size() == 1);
      long began = System.nanoTime();
      var stopped = gateway.handle.stop();
      await().atMost(4, TimeUnit.SECONDS).until(stopped::isComplete);
      assertThat(System.nanoTime() - began).isGreaterThan(700_000_000);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aDrainThatIsCutShortIsOverBeforeTheNextPhaseBegins() throws IOException {
    var node = TestGateway.node(Duration.ofSeconds(4));
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway =
            TestGateway.files().service("s", service).routes(ROUTES).grace("4s").start(node);
        var _ = gateway.begin("/a")) {
      await().until(() -> service.received.size() == 1);
      node.onStop(
          StopPhase.WITHDRAW,
          "word to the others",
          () -> node.vertx().timer(400, TimeUnit.MILLISECONDS));
      var drained = new AtomicReference<Boolean>();
      node.onStop(
          StopPhase.CLOSE,
          "look",
          () -> {
            drained.set(gateway.handle.stop().isComplete());
            return Future.succeededFuture();
          });
      node.stop().await();
      assertThat(drained).hasValue(true);
    }
  }

  @Test
  void wrongRoutesKeepItFromStartingWithEveryMistakeTold() {
    var node = TestGateway.node();
    assertThatThrownBy(
            () ->
                TestGateway.files()
                    .routes("GET /a: { calls: { a: { service: s, gett: /a } } }\n")
                    .start(node))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("routes.yaml:1:")
        .hasMessageContaining("did you mean \"get\"?");
    node.stop().await();
  }

  @Test
  void aTakenPortIsOneClearSentence() {
    try (var service = TestService.json("1")) {
      var node = TestGateway.node();
      assertThatThrownBy(
              () ->
                  TestGateway.files()
                      .service("s", service)
                      .httpPort(service.port())
                      .routes(ROUTES)
                      .start(node))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("is taken by another process");
      node.stop().await();
    }
  }
}
