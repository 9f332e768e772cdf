package dev.weft.kit.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.amqp.AmqpTls;
import dev.weft.kit.messaging.broker.BrokerContract;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RabbitMqTest extends BrokerContract {

  private static RabbitNode node;

  @BeforeAll
  static void startBroker() {
    node = RabbitNode.shared();
  }

  @Override
  protected BrokerUnderTest server() {
    return node;
  }

  @Test
  void whatNoQueueTakesAnyMoreIsKept() {
    var gone = new SubscriptionName("foodmart.test.Abandoned", "reader");
    node.create(gone);
    node.delete(gone);
    var vertx = Vertx.vertx();
    var broker = node.road(vertx).connection(Duration.ofSeconds(5));
    broker.start();
    await().until(() -> broker.state().connected());
    node.ask("DELETE", "queues/%2F/weft.undeliverable/contents", "");

    assertThat(broker.send(gone.type(), message()).await()).isEqualTo(SendOutcome.ACCEPTED);

    await()
        .until(
            () ->
                node.ask("GET", "queues/%2F/weft.undeliverable", "")
                    .body()
                    .contains("\"messages\":1,"));
    broker.close().await();
    vertx.close().await();
  }

  @Test
  void aPasswordTravelsOverTls() {
    assertTalks(node.operator(), new AmqpTls(node.certificates().authority(), null));
  }

  @Test
  void aCertificateIsEnoughToLogInBy() {
    assertTalks(null, new AmqpTls(node.certificates().authority(), node.certificates().user()));
  }

  @Test
  void aBrokerThatNobodyVouchesForIsNotSpokenTo() {
    var vertx = Vertx.vertx();
    var broker = node.secured(vertx, node.operator(), new AmqpTls(null, null));
    broker.start();

    await().until(() -> broker.state().trouble().startsWith("no connection: "));
    assertThat(broker.state().connected()).isFalse();
    broker.close().await();
    vertx.close().await();
  }

  private static void assertTalks(AmqpSettings.@Nullable User user, AmqpTls tls) {
    var name = new SubscriptionName("foodmart.test.Secured", "reader");
    node.create(name);
    var vertx = Vertx.vertx();
    var broker = node.secured(vertx, user, tls);
    broker.start();
    await().until(() -> broker.state().connected());

    var received = new ConcurrentLinkedQueue<Delivery>();
    broker.subscribe(name, 1, received::add);
    assertThat(broker.send(name.type(), message()).await()).isEqualTo(SendOutcome.ACCEPTED);

    await().until(() -> received.size() == 1);
    received.remove().settle();
    broker.close().await();
    vertx.close().await();
  }

  private static AmqpContent message() {
    return new AmqpContent("1", null, null, "k", true, Map.of(), Buffer.buffer("an effect"));
  }
}
