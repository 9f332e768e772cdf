package dev.weft.node.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BusCallTest {

  private static final Duration SHORT = Duration.ofSeconds(2);
  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @Test
  void requestAndAnswerArriveAsTheyWere() {
    var seen = Promise.<BusRequest>promise();
    vertx
        .eventBus()
        .<Buffer>consumer("orders-1")
        .handler(
            message -> {
              seen.complete(BusCall.request(message));
              var headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "text/plain");
              BusCall.reply(message, new BusAnswer(201, headers, Buffer.buffer("made")));
            });
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Accept", "a")
            .add("Accept", "b")
            .add("weft-method", "no trick");
    var request = new BusRequest("POST", "/orders?x=%20", headers, Buffer.buffer("body"));

    var answer = BusCall.send(vertx.eventBus(), "orders-1", request, SHORT).await();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("content-type")).isEqualTo("text/plain");
    assertThat(answer.headers().size()).isEqualTo(1);
    assertThat(answer.body()).isEqualTo(Buffer.buffer("made"));
    var arrived = seen.future().await();
    assertThat(arrived.method()).isEqualTo("POST");
    assertThat(arrived.uri()).isEqualTo("/orders?x=%20");
    assertThat(arrived.headers().getAll("accept")).containsExactly("a", "b");
    assertThat(arrived.headers().get("weft-method")).isEqualTo("no trick");
    assertThat(arrived.body()).isEqualTo(Buffer.buffer("body"));
  }

  @Test
  void noInstanceIsAFailure() {
    var request = new BusRequest("GET", "/", MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

    assertThatThrownBy(() -> BusCall.send(vertx.eventBus(), "nobody", request, SHORT).await())
        .isInstanceOfSatisfying(
            ReplyException.class,
            e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
  }

  @Test
  void anInstanceThatSaysNothingIsATimeout() {
    vertx.eventBus().<Buffer>consumer("silent").handler(_ -> {});
    var request = new BusRequest("GET", "/", MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

    assertThatThrownBy(
            () -> BusCall.send(vertx.eventBus(), "silent", request, Duration.ofMillis(50)).await())
        .isInstanceOfSatisfying(
            ReplyException.class, e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.TIMEOUT));
  }

  @Test
  void aReplyThatIsNoAnswerIsAFailure() {
    vertx.eventBus().<Buffer>consumer("stranger").handler(message -> message.reply("hello"));
    var request = new BusRequest("GET", "/", MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

    assertThatThrownBy(() -> BusCall.send(vertx.eventBus(), "stranger", request, SHORT).await())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the message has no header weft-status");
  }
}
