package dev.weft.kit.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rights in conf/broker/rabbitmq-definitions.json: own types out, own queues in, nothing else.
 */
final class SecuredRabbitTest {

  private static final Path DEFINITIONS = Path.of("../../conf/broker/rabbitmq-definitions.json");
  private static final String PLACED = "foodmart.orders.OrderPlaced";
  private static final SubscriptionName STOCK = new SubscriptionName(PLACED, "stock");

  private static RabbitNode node;
  private final Vertx vertx = Vertx.vertx();

  @BeforeAll
  static void importDefinitions() throws IOException {
    node = RabbitNode.shared();
    for (var service : List.of("catalogue", "customers", "orders", "stock", "payments")) {
      node.ask("PUT", "users/" + service, "{\"password\":\"" + service + "\",\"tags\":\"\"}");
    }
    var answer = node.ask("POST", "definitions", Files.readString(DEFINITIONS));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aServiceSendsItsOwnTypesAndReadsItsOwnQueues() {
    var orders = connect("orders");
    var received = new ConcurrentLinkedQueue<Delivery>();
    connect("stock").subscribe(STOCK, 10, received::add);

    assertThat(orders.send(PLACED, message()).await()).isEqualTo(SendOutcome.ACCEPTED);
    assertThat(orders.send(orders.address(STOCK), message()).await())
        .isEqualTo(SendOutcome.ACCEPTED);

    await().until(() -> received.size() == 2);
    received.forEach(Delivery::settle);
  }

  @Test
  void aServiceCanNotSendForAnotherAndItsOwnTypesGoOn() {
    var stock = connect("stock");

    assertThat(stock.send(PLACED, message()).await())
        .isInstanceOfSatisfying(
            SendOutcome.NoAddress.class,
            outcome -> assertThat(outcome.reason()).contains("unauthorized"));
    assertThat(stock.send("foodmart.stock.StockRejected", message()).await())
        .isEqualTo(SendOutcome.ACCEPTED);
    assertThat(stock.state().connected()).isTrue();
  }

  @Test
  void aServiceCanNotReadTheQueueOfAnother() {
    var subscription = connect("payments").subscribe(STOCK, 10, Delivery::settle);

    await().until(() -> subscription.trouble().contains("unauthorized"));
  }

  @Test
  void aQueueThatIsNotDefinedIsATroubleWithAName() {
    var name = new SubscriptionName(PLACED, "orders");
    var subscription = connect("orders").subscribe(name, 10, Delivery::settle);

    await().until(() -> subscription.trouble().contains(PLACED + ".orders"));
  }

  private AmqpBroker connect(String user) {
    var settings = AmqpSettings.of("127.0.0.1", node.port(), new AmqpSettings.User(user, user));
    var broker =
        new AmqpBroker(vertx, settings, new RabbitMq(RabbitMq.Addresses.V1, new DefinedQueues()));
    broker.start();
    await().until(() -> broker.state().connected());
    return broker;
  }

  private static AmqpContent message() {
    return new AmqpContent(
        "1", PLACED, "application/json", "k", true, Map.of(), Buffer.buffer("{}"));
  }
}
