package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.Crowd;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ServiceTest(PaymentsService.class)
class ChargingTest {

  private static final String POOR = "$10K - $30K";

  private final RunningService payments;
  private final Customers customers;

  ChargingTest(RunningService payments) {
    this.payments = payments;
    this.customers = new Customers(payments);
  }

  @Test
  void anOrderWithinTheCreditIsCharged() {
    long customer = customers.withIncome(POOR);
    var order = Customers.order(customer, "7.8900");
    payments.deliver(order);
    customers.awaitPayment(order, "TAKEN");
    assertThat(customers.payment(order))
        .isEqualTo(
            """
            {"orderId":%d,"customerId":%d,"amount":7.8900,"currency":"USD","status":"TAKEN"}\
            """
                .formatted(order.orderId(), customer));
    assertThat(customers.account(customer)).contains("\"balance\":7.8900,\"available\":992.1100");
    var taken = new PaymentTaken(order.orderId(), new BigDecimal("7.8900"));
    await().untilAsserted(() -> assertThat(payments.heard(PaymentTaken.class)).contains(taken));
  }

  // region heard
  @Test
  void anOrderAboveTheCreditIsDeclinedWithTheReason() {
    long customer = customers.withIncome(POOR);
    var order = Customers.order(customer, "1000.0001");
    payments.deliver(order);
    customers.awaitPayment(order, "DECLINED");
    var reason = "credit limit 1000.0000 USD: 1000.0000 available, 1000.0001 wanted";
    assertThat(customers.payment(order)).contains("\"reason\":\"" + reason + "\"");
    assertThat(customers.account(customer)).contains("\"balance\":0.0000");
    var declined = new PaymentDeclined(order.orderId(), reason);
    await()
        .untilAsserted(() -> assertThat(payments.heard(PaymentDeclined.class)).contains(declined));
  }

  // endregion

  @Test
  void theWholeCreditCanBeUsedToTheLastDigit() {
    long customer = customers.withIncome(POOR);
    var order = Customers.order(customer, "1000.0000");
    payments.deliver(order);
    customers.awaitPayment(order, "TAKEN");
    assertThat(customers.account(customer)).contains("\"available\":0.0000");
  }

  @Test
  void anOrderThatComesAgainIsChargedOnce() {
    long customer = customers.withIncome(POOR);
    var order = Customers.order(customer, "100.0000");
    payments.deliver(order, "the-same-message");
    payments.deliver(order, "the-same-message");
    payments.deliver(order, "the-same-order-in-another-message");
    customers.awaitPayment(order, "TAKEN");
    payments.awaitQuiet();
    assertThat(customers.account(customer)).contains("\"balance\":100.0000");
    assertThat(payments.heard(PaymentTaken.class))
        .containsOnlyOnce(new PaymentTaken(order.orderId(), new BigDecimal("100.0000")));
  }

  @Test
  void anOrderThatComesBeforeItsCustomerWaitsForTheAccount() {
    long customer = Customers.newId();
    var first = Customers.order(customer, "600.0000");
    var second = Customers.order(customer, "600.0000");
    payments.deliver(first);
    payments.deliver(second);
    customers.awaitPayment(first, "WAITING");
    customers.awaitPayment(second, "WAITING");
    assertThat(payments.get("/accounts/" + customer).status()).isEqualTo(404);
    payments.deliver(new CustomerRegistered(customer, POOR));
    customers.awaitPayment(first, "TAKEN");
    customers.awaitPayment(second, "DECLINED");
    assertThat(customers.account(customer)).contains("\"balance\":600.0000");
    assertThat(payments.number("select count(*) from weft_dead_letter")).isZero();
  }

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

  @Test
  void whatWasChargedIsGivenBackOnceWhenTheOrderIsCancelled() {
    long customer = customers.withIncome(POOR);
    var kept = Customers.order(customer, "5.0000");
    var order = Customers.order(customer, "7.8900");
    payments.deliver(kept);
    payments.deliver(order);
    customers.awaitPayment(kept, "TAKEN");
    customers.awaitPayment(order, "TAKEN");
    payments.deliver(Customers.cancelled(order));
    payments.deliver(Customers.cancelled(order));
    payments.awaitQuiet();
    assertThat(customers.payment(order)).contains("\"status\":\"REFUNDED\"");
    assertThat(customers.account(customer)).contains("\"balance\":5.0000,\"available\":995.0000");
  }

  @Test
  void anOrderThatIsCancelledBeforeItIsHeardOfIsNeverCharged() {
    long customer = customers.withIncome(POOR);
    var order = Customers.order(customer, "7.8900");
    payments.deliver(Customers.cancelled(order));
    payments.awaitQuiet();
    payments.deliver(order);
    payments.awaitQuiet();
    assertThat(customers.payment(order))
        .contains("\"status\":\"DECLINED\",\"reason\":\"the order was cancelled\"");
    assertThat(customers.account(customer)).contains("\"balance\":0.0000");
    assertThat(payments.heard(PaymentTaken.class))
        .doesNotContain(new PaymentTaken(order.orderId(), order.total()));
  }

  @Test
  void anOrderThatIsCancelledWhileItWaitsForTheAccountIsNeverCharged() {
    long customer = Customers.newId();
    var order = Customers.order(customer, "7.8900");
    payments.deliver(order);
    customers.awaitPayment(order, "WAITING");
    payments.deliver(Customers.cancelled(order));
    customers.awaitPayment(order, "DECLINED");
    payments.deliver(new CustomerRegistered(customer, POOR));
    payments.awaitQuiet();
    assertThat(customers.payment(order)).contains("\"status\":\"DECLINED\"");
    assertThat(customers.account(customer)).contains("\"balance\":0.0000");
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
