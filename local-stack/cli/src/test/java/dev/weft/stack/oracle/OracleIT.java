package dev.weft.stack.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stack.TestStack;
import dev.weft.stack.oracle.RawJson.Digits;
import dev.weft.stack.path.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Composed answers equal what this test joins from the raw files, to the last digit. */
@Order(1)
final class OracleIT {
  private static final int SAMPLES = 250;
  private static final int OPENING_QUANTITY = 1000;

  /** From docs/foodmart.md. */
  private static final Map<String, String> CREDIT_LIMITS =
      Map.of(
          "$10K - $30K", "1000.0000",
          "$30K - $50K", "2000.0000",
          "$50K - $70K", "3000.0000",
          "$70K - $90K", "4000.0000",
          "$90K - $110K", "5000.0000",
          "$110K - $130K", "6000.0000",
          "$130K - $150K", "7500.0000",
          "$150K +", "10000.0000");

  private static RawFoodMart raw;
  private static Api api;

  @BeforeAll
  static void start() {
    raw = new RawFoodMart();
    api = TestStack.shared().api();
  }

  @Test
  void overviewsOfCustomersAllOverTheData() {
    for (String id : spread(raw.customerIds())) {
      var customer = raw.customer(id);
      var expected = new HashMap<String, @Nullable Object>();
      expected.put("customer", customer);
      expected.put(
          "orders", raw.newestOrders(id, 5).stream().map(order -> raw.order(order, true)).toList());
      expected.put("account", account(id, customer));
      assertAnswer("/customers/" + id + "/overview", expected);
    }
  }

  @Test
  void ordersAllOverTheData() {
    for (var order : spread(raw.orders())) {
      var expected = new HashMap<String, @Nullable Object>();
      expected.put("order", raw.order(order, true));
      expected.put("customer", raw.customer(order.customer()));
      expected.put("payment", null);
      expected.put("reservation", null);
      assertAnswer("/orders/" + order.id(), expected);
    }
  }

  @Test
  void productsWithTheirStockPerStore() {
    for (String id : spread(raw.productIds())) {
      var expected = new HashMap<String, @Nullable Object>();
      expected.put("product", raw.product(id));
      expected.put(
          "stock", IntStream.rangeClosed(1, 24).mapToObj(store -> stock(id, store)).toList());
      assertAnswer("/products/" + id, expected);
    }
  }

  private static void assertAnswer(String path, Map<String, @Nullable Object> expected) {
    var answer = api.get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Weft-Partial")).as(path).isEmpty();
    assertThat(RawJson.object(answer.body())).as(path).isEqualTo(expected);
  }

  private static Map<String, Object> stock(String product, int store) {
    Digits onHand = RawJson.number(OPENING_QUANTITY + raw.shipped(product, store));
    return Map.of(
        "storeId",
        RawJson.number(store),
        "onHand",
        onHand,
        "reserved",
        RawJson.number(0),
        "available",
        onHand);
  }

  private static Map<String, Object> account(String id, Map<String, @Nullable Object> customer) {
    var limit = new Digits(Objects.requireNonNull(CREDIT_LIMITS.get(customer.get("yearlyIncome"))));
    return Map.of(
        "customerId",
        new Digits(id),
        "creditLimit",
        limit,
        "balance",
        new Digits("0.0000"),
        "available",
        limit,
        "currency",
        "USD");
  }

  private static <T> List<T> spread(List<T> all) {
    var some = new ArrayList<T>();
    for (int i = 0; i < SAMPLES; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (SAMPLES - 1))));
    }
    return some;
  }
}
