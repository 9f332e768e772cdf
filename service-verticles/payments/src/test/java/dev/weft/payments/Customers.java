package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.RunningService;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;

/** Customers and orders of a test's own. */
final class Customers {

  private static final AtomicLong IDS = new AtomicLong(100_000);

  private final RunningService payments;

  Customers(RunningService payments) {
    this.payments = payments;
  }

  static long newId() {
    return IDS.incrementAndGet();
  }

  /** A customer with an account, open already. */
  long withIncome(String yearlyIncome) {
    long id = newId();
    payments.deliver(new CustomerRegistered(id, yearlyIncome));
    await().until(() -> payments.get("/accounts/" + id).status() == 200);
    return id;
  }

  static StockReserved order(long customer, String total) {
    return new StockReserved(newId(), customer, new BigDecimal(total));
  }

  static OrderCancelled cancelled(StockReserved order) {
    return new OrderCancelled(order.orderId(), order.customerId(), order.total());
  }

  void awaitPayment(StockReserved order, String status) {
    await()
        .untilAsserted(
            () -> assertThat(payment(order).contains("\"status\":\"" + status + "\"")).isTrue());
  }

  String payment(StockReserved order) {
    return payments.get("/payments?order=" + order.orderId()).body();
  }

  String account(long customer) {
    return payments.get("/accounts/" + customer).body();
  }
}
