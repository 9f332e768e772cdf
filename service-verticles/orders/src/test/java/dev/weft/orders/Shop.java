package dev.weft.orders;

import static org.awaitility.Awaitility.await;

import dev.weft.testkit.Reply;
import dev.weft.testkit.RunningService;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;

/** Customers and products of a test's own, and orders of them. */
final class Shop {

  private static final AtomicLong IDS = new AtomicLong(1_000_000);

  private final RunningService orders;

  Shop(RunningService orders) {
    this.orders = orders;
  }

  static long newId() {
    return IDS.incrementAndGet();
  }

  long customer() {
    long id = newId();
    orders.deliver(new CustomerRegistered(id));
    await().until(() -> orders.number("select count(*) from known_customer where id = " + id) == 1);
    return id;
  }

  long product(String price) {
    long id = newId();
    orders.deliver(new ProductListed(id, new BigDecimal(price), 1));
    awaitVersion(id, 1);
    return id;
  }

  void awaitVersion(long product, long version) {
    await()
        .until(
            () ->
                orders.number("select max(price_version) from known_product where id = " + product)
                    == version);
  }

  Reply order(long customer, String lines) {
    return orders.post(
        "/orders",
        "{\"customerId\": %d, \"storeId\": 3, \"lines\": [%s]}".formatted(customer, lines));
  }

  static String line(long product, Object quantity) {
    return "{\"productId\": %d, \"quantity\": %s}".formatted(product, quantity);
  }

  /** A new order that is pending. */
  long pending() {
    return order(customer(), line(product("2.8500"), 2)).json().path("id").asLong();
  }
}
