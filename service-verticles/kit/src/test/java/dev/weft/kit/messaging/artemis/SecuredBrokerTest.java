package dev.weft.kit.messaging.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights in conf/broker/broker.xml: own types out, own queues in, nothing else. */
final class SecuredBrokerTest {

  private static final String PLACED = "foodmart.orders.OrderPlaced";

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private TestBroker artemis;

  @BeforeEach
  void start() {
    artemis =
        TestBroker.secured(
            directory,
            Map.of(
                "orders", "one",
                "stock", "two",
                "payments", "three",
                "weft-observer", "four",
                "weft-operator", "five"));
  }

  @AfterEach
  void stop() {
    artemis.close();
    vertx.close().await();
  }

  @Test
  void aServiceSendsItsOwnTypesAndReadsItsOwnQueues() {
    var received = new ConcurrentLinkedQueue<Delivery>();
    connect("stock", "two").subscribe(new SubscriptionName(PLACED, "stock"), 10, received::add);

    assertThat(connect("orders", "one").send(PLACED, message()).await())
        .isEqualTo(SendOutcome.ACCEPTED);

    await().until(() -> received.size() == 1);
    received.remove().settle();
    await().until(() -> artemis.broker().messagesIn(PLACED + ".stock") == 0);
  }

  @Test
  void whoMaySendATypeMaySendItToOneSubscriptionAlone() {
    var stock = new SubscriptionName(PLACED, "stock");
    var orders = connect("orders", "one");

    assertThat(orders.send(orders.address(stock), message()).await())
        .isEqualTo(SendOutcome.ACCEPTED);
    await().until(() -> artemis.broker().messagesIn(PLACED + ".stock") == 1);
    var other = connect("payments", "three");
    assertThat(other.send(other.address(stock), message()).await())
        .isInstanceOf(SendOutcome.NoAddress.class);
  }

  @Test
  void aServiceCanNotSendForAnother() {
    assertThat(connect("stock", "two").send(PLACED, message()).await())
        .isInstanceOfSatisfying(
            SendOutcome.NoAddress.class,
            outcome -> assertThat(outcome.reason()).contains("unauthorized"));
  }

  @Test
  void aServiceCanNotReadTheQueueOfAnother() {
    var subscription =
        connect("payments", "three")
            .subscribe(new SubscriptionName(PLACED, "stock"), 10, Delivery::settle);

    await().until(() -> subscription.trouble().contains("unauthorized"));
  }

  @Test
  void aQueueThatIsNotDeclaredIsATroubleWithAName() {
    var subscription =
        connect("payments", "three")
            .subscribe(new SubscriptionName(PLACED, "payments"), 10, Delivery::settle);

    await().until(() -> subscription.trouble().contains(PLACED + ".payments"));
  }

  @Test
  void aWrongPasswordIsToldAsTheReason() {
    var broker = broker("orders", "wrong");
    broker.start();

    await().until(() -> broker.state().trouble().startsWith("no connection: "));
    assertThat(broker.state().connected()).isFalse();
    broker.close().await();
  }

  @Test
  void anObserverIsToldWhatWaitsAndCanDoNothingElse() {
    var stock = new SubscriptionName(PLACED, "stock");
    connect("orders", "one").send(PLACED, message()).await();
    var observer = connect("weft-observer", "four");

    assertThat(observer.waiting(stock).await()).hasValue(1);

    assertThat(observer.send(PLACED, message()).await()).isInstanceOf(SendOutcome.NoAddress.class);
    var thief = observer.subscribe(stock, 10, Delivery::settle);
    var other = new SubscriptionName(PLACED, "observers");
    var intruder = observer.subscribe(other, 10, Delivery::settle);
    await().until(() -> !thief.trouble().isEmpty() && !intruder.trouble().isEmpty());
    assertThat(artemis.broker().messagesIn(PLACED + ".stock")).isEqualTo(1);

    var operator = connect("weft-operator", "five").subscribe(other, 10, Delivery::settle);
    await().until(() -> operator.trouble().isEmpty());
    assertThat(connect("stock", "two").waiting(stock).await()).isEmpty();
  }

  private AmqpBroker connect(String user, String password) {
    var broker = broker(user, password);
    broker.start();
    await().until(() -> broker.state().connected());
    return broker;
  }

  private AmqpBroker broker(String user, String password) {
    var account = new AmqpSettings.User(user, password);
    var settings = AmqpSettings.of("127.0.0.1", artemis.port(), account);
    return new AmqpBroker(vertx, settings, new Artemis());
  }

  private static AmqpContent message() {
    return new AmqpContent(
        "1", PLACED, "application/json", "k", true, Map.of(), Buffer.buffer("{}"));
  }
}
