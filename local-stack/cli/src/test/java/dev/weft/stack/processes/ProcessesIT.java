package dev.weft.stack.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.stack.processes.Deployment.Member;
import dev.weft.stack.processes.Traffic.Write;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways, two orders, one of each other service, over the death of one orders and of the
 * broker.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProcessesIT {
  private static final int ORDERS_WITHOUT_BROKER = 50;
  private static final int WARM_UP_READS = 300;
  private static final Duration TAKES_LOAD_WITHIN = Duration.ofSeconds(5);

  @TempDir private static Path directory = Path.of("unset");

  private static Deployment deployment;

  @BeforeAll
  static void start() throws Exception {
    deployment = new Deployment(directory);
    for (String gateway : List.of("gateway-1", "gateway-2")) {
      deployment.start("gateway", gateway);
    }
    for (String service : List.of("customers", "catalogue", "stock", "payments")) {
      deployment.start(service, service + "-1");
    }
    deployment.start("orders", "orders-1");
    deployment.start("orders", "orders-2");
    deployment.awaitReady();
    awaitCopies(deployment);
  }

  @AfterAll
  static void stop() throws Exception {
    deployment.close();
  }

  @Test
  @Order(1)
  void nothingAnsweredIsLostWhenAProcessIsKilledAndANewOneTakesLoad() throws Exception {
    killUnderLoad(deployment);
  }

  @Test
  @Order(2)
  void ordersAreTakenWhileTheBrokerIsAwayAndFinishWhenItIsBack() throws Exception {
    var api = deployment.member("gateway-1").api();
    var placed = new ArrayList<Write>();
    deployment.killBroker();
    for (int i = 0; i < ORDERS_WITHOUT_BROKER; i++) {
      var answer =
          api.post(
              "/orders",
              "{\"customerId\":%d,\"storeId\":2,\"lines\":[{\"productId\":%d,\"quantity\":1}]}"
                  .formatted(9_500 + i, 500 + i));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      placed.add(
          new Write(answer.statusCode(), answer.headers().firstValue("Location").orElseThrow()));
    }
    assertThat(count(deployment, "orders", "select count(*) from weft_outbox"))
        .isGreaterThanOrEqualTo(ORDERS_WITHOUT_BROKER);
    deployment.restartBroker();
    awaitSettled(deployment, placed);
  }

  @Test
  @Order(3)
  void aServiceAnswersNobodyButTheGateway() {
    for (String instance :
        List.of("customers-1", "catalogue-1", "orders-1", "stock-1", "payments-1")) {
      var answer = deployment.member(instance).api().get("/orders/1");
      assertThat(answer.statusCode()).as(instance).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }

  @Test
  @Order(4)
  void aSubscriberHearsWhatPublishersInOtherProcessesHavePublished() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var books = deployment.member("stock-1").operator().get("/books/stock");
              assertThat(books.statusCode()).as(books.body()).isEqualTo(200);
              var placed =
                  new JsonObject(books.body())
                      .getJsonArray("subscriptions").stream()
                          .map(JsonObject.class::cast)
                          .filter(book -> book.getString("subscription").contains("OrderPlaced"))
                          .findFirst()
                          .orElseThrow();
              return placed.getLong("published") >= ORDERS_WITHOUT_BROKER
                  && !placed.getString("verdict").contains("nobody");
            });
  }

  @Test
  @Order(5)
  void aProcessThatIsToldToStopExitsWithZero() {
    assertThat(deployment.member("gateway-1").process().stop()).isZero();
    assertThat(deployment.member("orders-1").process().stop()).isZero();
  }

  private static void killUnderLoad(Deployment deployment) throws Exception {
    var gateways =
        List.of(deployment.member("gateway-1").api(), deployment.member("gateway-2").api());
    var traffic = new Traffic(gateways);
    long killBegan;
    long killed;
    try (traffic) {
      await().atMost(Duration.ofSeconds(60)).until(() -> traffic.reads().size() >= WARM_UP_READS);
      assertThat(served(deployment.member("orders-2"))).isPositive();
      killBegan = System.nanoTime();
      deployment.member("orders-2").process().kill();
      killed = System.nanoTime();
      long started = System.nanoTime();
      var fresh = deployment.start("orders", "orders-3");
      deployment.awaitReady(fresh);
      long ready = System.nanoTime();
      await().atMost(TAKES_LOAD_WITHIN).until(() -> served(fresh) > 0);
      System.out.printf(
          "orders-3 ready %d ms after its start, under load %d ms after that%n",
          millis(ready - started), millis(System.nanoTime() - ready));
      int soFar = traffic.reads().size();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> traffic.reads().size() >= soFar + WARM_UP_READS);
    }
    assertThat(traffic.reads())
        .filteredOn(read -> read.status() != 200)
        .as("only reads that were under way when the process died")
        .allSatisfy(
            read ->
                assertThat(read)
                    .matches(failed -> failed.begun() < killed && failed.ended() > killBegan));
    assertNoOrderIsLost(deployment, traffic);
  }

  private static void assertNoOrderIsLost(Deployment deployment, Traffic traffic)
      throws SQLException {
    var placed = traffic.writes().stream().filter(write -> write.status() == 201).toList();
    System.out.printf(
        "%d reads, %d orders placed, %d writes refused%n",
        traffic.reads().size(), placed.size(), traffic.writes().size() - placed.size());
    assertThat(placed).isNotEmpty();
    awaitSettled(deployment, placed);
  }

  private static void awaitSettled(Deployment deployment, List<Write> placed) throws SQLException {
    var api = deployment.member("gateway-2").api();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(placed)
                    .allSatisfy(
                        order ->
                            assertThat(api.get(order.location()).body())
                                .containsAnyOf(
                                    "\"status\":\"CONFIRMED\"", "\"status\":\"CANCELLED\"")));
    assertThat(
            count(
                deployment, "payments", "select count(*) - count(distinct order_id) from payment"))
        .isZero();
    for (String service : List.of("orders", "stock", "payments")) {
      assertThat(count(deployment, service, "select count(*) from weft_dead_letter"))
          .as(service)
          .isZero();
    }
  }

  /** Requests that this process has answered. */
  private static long served(Member member) {
    return member
        .operator()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("weft_requests_seconds_count"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void awaitCopies(Deployment deployment) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(count(deployment, "orders", "select count(*) from known_customer"))
                  .isEqualTo(10_281);
              assertThat(count(deployment, "orders", "select count(*) from known_product"))
                  .isEqualTo(1_560);
              assertThat(
                      count(
                          deployment,
                          "payments",
                          "select count(*) from account where credit_limit is not null"))
                  .isEqualTo(10_281);
            });
  }

  private static long count(Deployment deployment, String service, String query)
      throws SQLException {
    try (var connection = DriverManager.getConnection(deployment.jdbcUrl(service));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
