package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.Crowd;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many orders at once. */
@ServiceTest(PaymentsService.class)
final class RushTest {

  private static final String POOR = "$10K - $30K";

  private final RunningService payments;
  private final Customers customers;

  RushTest(RunningService payments) {
    this.payments = payments;
    this.customers = new Customers(payments);
  }

  // region crowd
  @Test
  void aHundredOrdersAtOnceNeverChargeMoreThanTheLimit() {
    long customer = customers.withIncome(POOR);
    var orders =
        IntStream.range(0, 100).mapToObj(_ -> Customers.order(customer, "30.0000")).toList();
    Crowd.of(100, i -> payments.deliver(orders.get(i)));
    awaitSettled(customer, 100);
    assertThat(count(customer, "TAKEN")).isEqualTo(33);
    assertThat(customers.account(customer)).contains("\"balance\":990.0000,\"available\":10.0000");
  }

  // endregion

  @Test
  void ordersThatComeTogetherWithTheirCustomerAreAllSettled() {
    var registered = IntStream.range(0, 20).mapToObj(_ -> Customers.newId()).toList();
    Crowd.of(
        100,
        i -> {
          long customer = registered.get(i % 20);
          if (i < 80) {
            payments.deliver(Customers.order(customer, "1.0000"));
          } else {
            payments.deliver(new CustomerRegistered(customer, POOR));
          }
        });
    for (long customer : registered) {
      awaitSettled(customer, 4);
      assertThat(customers.account(customer)).contains("\"balance\":4.0000");
    }
  }

  private void awaitSettled(long customer, long orders) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count(customer, "TAKEN") + count(customer, "DECLINED") == orders);
  }

  private long count(long customer, String status) {
    return payments.number(
        "select count(*) from payment where customer_id = %d and status = '%s'"
            .formatted(customer, status));
  }
}
