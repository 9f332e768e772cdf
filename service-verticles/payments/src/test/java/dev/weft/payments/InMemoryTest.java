package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The same service on a broker that needs no server. */
@ServiceTest(value = PaymentsService.class, broker = ServiceTest.Kind.MEMORY)
final class InMemoryTest {

  private final RunningService payments;
  private final Customers customers;

  InMemoryTest(RunningService payments) {
    this.payments = payments;
    this.customers = new Customers(payments);
  }

  @Test
  void anOrderThatIsDeliveredTwiceIsChargedOnce() {
    var order = Customers.order(customers.withIncome("$150K +"), "5.7000");

    payments.deliver(order, "the-same");
    payments.deliver(order, "the-same");

    await().until(() -> !payments.heard(PaymentTaken.class).isEmpty());
    payments.awaitQuiet();
    assertThat(payments.heard(PaymentTaken.class))
        .containsExactly(new PaymentTaken(order.orderId(), new BigDecimal("5.7000")));
  }
}
