package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(OrdersService.class)
class OutcomesTest {

  private final RunningService orders;
  private final Shop shop;

  OutcomesTest(RunningService orders) {
    this.orders = orders;
    this.shop = new Shop(orders);
  }

  @Test
  void aPaidOrderIsConfirmed() {
    long order = shop.pending();
    orders.deliver(new PaymentTaken(order));
    awaitStatus(order, "CONFIRMED");
    assertThat(orders.get("/orders/" + order).body()).doesNotContain("reason");
  }

  @Test
  void anOrderThatTheStoreCanNotServeIsCancelledWithTheReason() {
    long order = shop.pending();
    orders.deliver(new StockRejected(order, "product 12 in store 3: 5 available, 9 wanted"));
    awaitStatus(order, "CANCELLED");
    assertThat(orders.get("/orders/" + order).json().path("reason").asText())
        .isEqualTo("product 12 in store 3: 5 available, 9 wanted");
  }

  @Test
  void anOrderThatIsNotPaidIsCancelledWithTheReason() {
    long order = shop.pending();
    orders.deliver(new PaymentDeclined(order, "credit limit"));
    awaitStatus(order, "CANCELLED");
    assertThat(orders.get("/orders/" + order).json().path("reason").asText())
        .isEqualTo("credit limit");
  }

  @Test
  void theFirstOutcomeStandsWhateverComesAfterIt() {
    long confirmed = shop.pending();
    long cancelled = shop.pending();
    orders.deliver(new PaymentTaken(confirmed));
    orders.deliver(new PaymentDeclined(cancelled, "credit limit"));
    awaitStatus(confirmed, "CONFIRMED");
    awaitStatus(cancelled, "CANCELLED");
    orders.deliver(new PaymentDeclined(confirmed, "too late"));
    orders.deliver(new StockRejected(confirmed, "too late"));
    orders.deliver(new PaymentTaken(cancelled));
    orders.deliver(new StockRejected(cancelled, "too late"));
    orders.awaitQuiet();
    awaitStatus(confirmed, "CONFIRMED");
    awaitStatus(cancelled, "CANCELLED");
    assertThat(orders.get("/orders/" + cancelled).body()).doesNotContain("too late");
  }

  @Test
  void historicOrdersAreBeyondAllMessages() {
    orders.deliver(new PaymentDeclined(1, "too late"));
    orders.deliver(new PaymentTaken(2));
    orders.awaitQuiet();
    awaitStatus(1, "COMPLETED");
    awaitStatus(2, "COMPLETED");
  }

  private void awaitStatus(long order, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(orders.get("/orders/" + order).json().path("status").asText())
                    .isEqualTo(status));
  }
}
