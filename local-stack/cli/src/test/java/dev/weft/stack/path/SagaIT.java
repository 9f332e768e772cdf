package dev.weft.stack.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.stack.TestStack;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * 500 orders at once through the real broker, some of which are given up while they are decided: at
 * rest, units and money are all accounted for.
 */
@Order(3)
final class SagaIT {
  private static final int ORDERS = 500;
  private static final int AT_ONCE = 64;
  private static final String GIVEN_UP = "reason like 'no answer from %'";

  private final TestStack stack = TestStack.shared();
  private final Api api = stack.api();

  @Test
  void unitsAndMoneyAreConservedAndNothingIsChargedTwice() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("SagaIT seed " + seed + " (-Dseed=" + seed + ")");
    var unitsBefore = stack.number("stock", "select sum(on_hand) from stock_level");
    long ordersBefore = stack.count("orders", "orders where status <> 'COMPLETED'");

    var answers = placeAll(new Random(seed));

    assertThat(answers).allMatch(status -> status == 201);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> stack.count("orders", "orders where status = 'PENDING'") == 0);
    assertThat(stack.count("orders", "weft_saga where ended_at is null")).isZero();
    assertThat(stack.count("orders", "weft_schedule")).isZero();
    System.out.println("SagaIT: given up " + stack.count("orders", "orders where " + GIVEN_UP));
    assertThat(stack.count("orders", "orders where status <> 'COMPLETED'"))
        .isEqualTo(ordersBefore + ORDERS);
    assertThat(
            stack.count(
                "orders", "orders where status = 'CANCELLED' and coalesce(reason, '') = ''"))
        .isZero();
    assertThat(stack.count("orders", "orders where status = 'CONFIRMED'")).isPositive();
    assertReasons();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertConserved(unitsBefore));
    for (String service : TestStack.SERVICES) {
      assertThat(stack.count(service, "weft_dead_letter"))
          .as("dead letters of " + service)
          .isZero();
    }
  }

  @Test
  void anOrderThatStockIsSilentAboutIsCancelledAndNothingStaysReserved() throws Exception {
    long order;
    try (var stock = stack.connect("stock");
        var statement = stock.createStatement()) {
      stock.setAutoCommit(false);
      statement.execute("select from stock_level where product_id = 1500 for update");
      var placed =
          api.post(
              "/orders",
              "{\"customerId\":1,\"storeId\":5,\"lines\":[{\"productId\":1500,\"quantity\":2}]}");
      order = id(placed.body());
      giveUp(order);
      await()
          .atMost(Duration.ofSeconds(9)) // then stock's statement would be over
          .until(
              () -> stack.count("orders", "orders where " + GIVEN_UP + " and id = " + order) == 1);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                stack.count(
                        "stock", "reservation where status = 'RELEASED' and order_id = " + order)
                    == 1);
    assertThat(stack.count("stock", "stock_level where product_id = 1500 and reserved > 0"))
        .isZero();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                stack.count(
                        "payments",
                        "payment where status in ('DECLINED', 'REFUNDED') and order_id = " + order)
                    == 1);
  }

  /** Makes the time-out of an order due, whoever is about to decide it. */
  private void giveUp(long order) {
    var _ =
        stack.number(
            "orders",
            """
            with due as (
              update weft_schedule set due = clock_timestamp() where key = '%d' returning 1)
            select count(*) from due
            """
                .formatted(order));
  }

  private static long id(String order) {
    var id = Pattern.compile("\"id\":(\\d+)").matcher(order);
    assertThat(id.find()).as(order).isTrue();
    return Long.parseLong(id.group(1));
  }

  private List<Integer> placeAll(Random random) throws InterruptedException, ExecutionException {
    var gate = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < ORDERS; i++) {
        String order = order(i, random);
        boolean givenUp = i % 10 == 5;
        calls.add(() -> place(gate, order, givenUp));
      }
      var statuses = new ArrayList<Integer>();
      for (var answer : threads.invokeAll(calls)) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private int place(Semaphore gate, String order, boolean givenUp) throws InterruptedException {
    gate.acquire();
    try {
      var placed = api.post("/orders", order);
      if (givenUp) {
        giveUp(id(placed.body()));
      }
      return placed.statusCode();
    } finally {
      gate.release();
    }
  }

  /**
   * Every tenth wants more than any store has, every tenth costs more than any credit; few
   * products, so that many contend.
   */
  private static String order(int i, Random random) {
    int quantity = i % 10 == 3 ? 9_999 : i % 10 == 7 ? 900 : 1 + random.nextInt(20);
    int lines = i % 10 == 7 ? 12 : 1 + random.nextInt(3);
    var text = new ArrayList<String>();
    int first = i % 10 == 7 ? 100 + 12 * (i / 10) : 1 + random.nextInt(20);
    for (int line = 0; line < lines; line++) {
      text.add("{\"productId\":%d,\"quantity\":%d}".formatted(first + line, quantity));
    }
    return "{\"customerId\":%d,\"storeId\":%d,\"lines\":[%s]}"
        .formatted(1 + random.nextInt(200), 1 + random.nextInt(24), String.join(",", text));
  }

  private void assertReasons() {
    assertThat(
            stack.count(
                "orders", "orders where status = 'CANCELLED' and reason ilike '%available%'"))
        .isPositive();
    assertThat(
            stack.count("orders", "orders where status = 'CANCELLED' and reason ilike '%credit%'"))
        .isPositive();
  }

  private void assertConserved(BigDecimal unitsBefore) {
    assertThat(stack.number("stock", "select sum(on_hand) from stock_level"))
        .isEqualByComparingTo(unitsBefore);
    assertThat(stack.count("stock", "stock_level where reserved < 0 or reserved > on_hand"))
        .isZero();
    assertThat(
            stack.numbers(
                "stock", "select product_id || ' in ' || store_id, reserved from stock_level"))
        .as("what is reserved of each product in each store")
        .isEqualTo(confirmedUnits());
    assertThat(stack.numbers("payments", "select customer_id, balance from account"))
        .as("what each customer owes")
        .isEqualTo(confirmedMoney());
    assertThat(
            stack.numbers(
                "payments",
                "select customer_id, sum(amount) from payment where status = 'TAKEN' group by 1"))
        .as("what each customer was charged")
        .isEqualTo(confirmedMoney());
    assertThat(stack.number("payments", "select count(*) - count(distinct order_id) from payment"))
        .isZero();
    assertThat(stack.count("payments", "account where balance > credit_limit")).isZero();
  }

  private Map<String, BigDecimal> confirmedUnits() {
    return stack.numbers(
        "orders",
        "select l.product_id || ' in ' || o.store_id, sum(l.quantity) from order_line l"
            + " join orders o on o.id = l.order_id where o.status = 'CONFIRMED' group by 1");
  }

  private Map<String, BigDecimal> confirmedMoney() {
    return stack.numbers(
        "orders",
        "select customer_id, sum(total) from orders where status = 'CONFIRMED' group by 1");
  }
}
