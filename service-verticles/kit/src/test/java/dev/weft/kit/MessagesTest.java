package dev.weft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.kit.db.OpenDatabase;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.stack.embedded.SharedDatabase;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services, started as their teams start them, that know each other by messages only. */
final class MessagesTest {

  @MessageType(name = "foodmart.orders.OrderPlaced")
  record OrderPlaced(@MessageKey long orderId, String note) {}

  /** The reader's own copy, with what it needs. */
  @MessageType(name = "foodmart.orders.OrderPlaced")
  record OrderSeen(@MessageKey long orderId) {}

  record Order(long id) {}

  record Seen(long count) {}

  @TempDir Path directory;
  private TestBroker broker;
  private TestHost orders;
  private ServiceHandle stock;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.open(directory);
    var address = BrokerConfig.artemis("127.0.0.1", broker.port(), "x", "x");
    orders =
        TestHost.start(
            new OrdersService(), OpenDatabase.config(SharedDatabase.fresh("orders"), 4), address);
    stock =
        ServiceRuntime.start(
            orders.node(),
            new StockService(),
            new ServiceConfig(
                TestHost.nodeConfig(),
                HttpConfig.anyPort(),
                OpenDatabase.config(SharedDatabase.fresh("stock"), 4),
                address,
                CallTokenConfig.notRequired()));
  }

  @AfterEach
  void stop() {
    orders.close();
    broker.close();
  }

  @Test
  void whatOneServiceEmitsTheOtherHandlesOnce() throws Exception {
    for (int i = 1; i <= 20; i++) {
      assertThat(orders.post("/orders", "{\"id\":" + i + "}").statusCode()).isEqualTo(201);
    }
    assertThat(orders.post("/orders", "{\"id\":-1}").statusCode()).isEqualTo(409);

    await().until(() -> seen().equals("{\"count\":20}"));
    await().until(() -> orders.get("/outbox").body().equals("{\"count\":0}"));
    assertThat(seen()).isEqualTo("{\"count\":20}");
  }

  @Test
  void operatorsSeeOnTheManagementPortWhatBecameOfMessages() throws Exception {
    assertThat(orders.post("/orders", "{\"id\":1}").statusCode()).isEqualTo(201);
    await().until(() -> seen().equals("{\"count\":1}"));

    assertThat(orders.management("/messages/stock/subscriptions").body())
        .isEqualTo(
            "{\"subscriptions\":[{\"subscription\":\"foodmart.orders.OrderPlaced::stock\","
                + "\"consumed\":1,\"held\":0,\"dead\":0,\"discarded\":0}]}");
    assertThat(orders.management("/messages/stock/dead-letters").body())
        .isEqualTo("{\"matching\":0,\"deadLetters\":[]}");
    assertThat(orders.management("/messages/stock/dead-letters/7").statusCode()).isEqualTo(404);
    var mistyped = orders.management("/messages/stock/dead-letters?resaon=x");
    assertThat(mistyped.statusCode()).isEqualTo(400);
    assertThat(mistyped.body()).contains("resaon");
  }

  @Test
  void ordersAreTakenWhileTheBrokerIsAwayAndToldWhenItIsBack() throws Exception {
    await().until(() -> !ready().contains("away"));
    broker.stop();
    await().until(() -> ready().contains("away"));

    assertThat(orders.management("/health/ready").statusCode()).isEqualTo(200);
    assertThat(orders.post("/orders", "{\"id\":1}").statusCode()).isEqualTo(201);

    broker.startAgain();
    await().atMost(java.time.Duration.ofSeconds(30)).until(() -> seen().equals("{\"count\":1}"));
  }

  private String ready() throws Exception {
    return orders.management("/health/ready").body();
  }

  private String seen() throws Exception {
    return orders
        .send(
            java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + stock.httpPort() + "/seen")))
        .body();
  }

  private static final class OrdersService implements Service {
    @Override
    public String name() {
      return "orders";
    }

    @Override
    public void define(ServiceDefinition orders) {
      orders
          .emits(OrderPlaced.class)
          .get(
              "/outbox",
              (_, tx) -> Answer.ok(new Seen(count(tx, "SELECT count(*) FROM weft_outbox"))))
          .post("/orders", OrdersService::place);
    }

    private static Answer place(Request request, Transaction tx) {
      var order = request.body(Order.class);
      tx.emit(new OrderPlaced(order.id(), "for the kitchen"));
      if (order.id() < 0) {
        throw Refusal.conflict("no-such-number", "an order has a positive number");
      }
      return Answer.created("/orders/" + order.id(), order);
    }
  }

  private static final class StockService implements Service {
    private final CountDownLatch loaded = new CountDownLatch(1);

    @Override
    public String name() {
      return "stock";
    }

    @Override
    public void define(ServiceDefinition stock) {
      stock
          .firstLoad(this::load)
          .on(OrderSeen.class, this::seen)
          .get("/seen", (_, tx) -> Answer.ok(new Seen(count(tx, "SELECT count(*) FROM seen"))));
    }

    private void load(Transaction tx, LoadProgress progress) {
      tx.update("CREATE TABLE seen (order_id bigint PRIMARY KEY)");
      loaded.countDown();
    }

    private void seen(OrderSeen message, Transaction tx) {
      assertThat(loaded.getCount()).as("messages wait for the first load").isZero();
      tx.update("INSERT INTO seen VALUES ($1)", message.orderId());
    }
  }

  private static long count(Transaction tx, String sql) {
    return tx.one(sql).orElseThrow().getLong(0);
  }
}
