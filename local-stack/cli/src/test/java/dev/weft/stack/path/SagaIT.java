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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** 500 orders at once through the real broker: at rest, units and money are all accounted for. */
@Order(3)
final class SagaIT {
  private static final int ORDERS = 500;
  private static final int AT_ONCE = 64;

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

  private List<Integer> placeAll(Random random) throws InterruptedException, ExecutionException {
    var gate = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < ORDERS; i++) {
        String order = order(i, random);
        calls.add(() -> place(gate, order));
      }
      var statuses = new ArrayList<Integer>();
      for (var answer : threads.invokeAll(calls)) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private int place(Semaphore gate, String order) throws InterruptedException {
    gate.acquire();
    try {
      return api.post("/orders", order).statusCode();
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
