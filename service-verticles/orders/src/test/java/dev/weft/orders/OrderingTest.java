package dev.weft.orders;

import static dev.weft.orders.Ordering.PATIENCE;
import static dev.weft.orders.Ordering.State.AWAITING_PAYMENT;
import static dev.weft.orders.Ordering.State.AWAITING_STOCK;
import static dev.weft.orders.Ordering.State.CANCELLED;
import static dev.weft.orders.Ordering.State.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.SagaTest;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ServiceTest(OrdersService.class)
class OrderingTest {

  private static final Duration ALMOST = PATIENCE.minusMinutes(1);

  private final RunningService orders;
  private final Shop shop;

  OrderingTest(RunningService orders) {
    this.orders = orders;
    this.shop = new Shop(orders);
  }

  // region steps
  @Test
  void anOrderThatIsReservedAndPaidIsConfirmed() {
    long order = shop.pending();
    saga()
        .given(order)
        .then(AWAITING_STOCK)
        .when(new StockReserved(order))
        .then(AWAITING_PAYMENT)
        .when(new PaymentTaken(order))
        .then(CONFIRMED)
        .emitted();
    assertThat(status(order)).isEqualTo("CONFIRMED");
  }

  @Test
  void anOrderThatStockIsSilentAboutIsCancelledAndWhoeverHearsOfItLaterIsTold() {
    long order = shop.pending();
    saga().given(order).after(PATIENCE).then(CANCELLED).emitted(cancelled(order));
    assertThat(order(order).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(order(order).path("reason").asText())
        .isEqualTo("no answer from stock within 15 minutes");
  }

  // endregion

  @Test
  void anOrderThatPaymentsAreSilentAboutIsCancelled() {
    long order = shop.pending();
    saga()
        .given(order)
        .when(new StockReserved(order))
        .after(PATIENCE)
        .then(CANCELLED)
        .emitted(cancelled(order));
    assertThat(order(order).path("reason").asText())
        .isEqualTo("no answer from payments within 15 minutes");
  }

  @Test
  void stockAndPaymentsHaveTheirTimeEach() {
    long order = shop.pending();
    saga()
        .given(order)
        .after(ALMOST)
        .when(new StockReserved(order))
        .after(ALMOST)
        .then(AWAITING_PAYMENT)
        .when(new PaymentTaken(order))
        .then(CONFIRMED)
        .emitted();
  }

  @Test
  void aPaymentMayBeHeardOfBeforeTheReservationThatItRestsOn() {
    long paid = shop.pending();
    saga()
        .given(paid)
        .when(new PaymentTaken(paid), new StockReserved(paid))
        .then(CONFIRMED)
        .emitted();
    long declined = shop.pending();
    saga()
        .given(declined)
        .when(new PaymentDeclined(declined, "credit limit"), new StockReserved(declined))
        .then(CANCELLED)
        .emitted();
  }

  @Test
  void whatIsRefusedIsNotUndoneByOrdersAsThoseWhoRefuseItHaveDoneSo() {
    long order = shop.pending();
    saga()
        .given(order)
        .when(new StockRejected(order, "none left"))
        .then(CANCELLED)
        .after(PATIENCE)
        .emitted();
    assertThat(order(order).path("reason").asText()).isEqualTo("none left");
  }

  @Test
  void whoAnswersTooLateChangesNothing() {
    long order = shop.pending();
    saga()
        .given(order)
        .after(PATIENCE)
        .when(new StockReserved(order), new PaymentTaken(order), new OrderOverdue(order))
        .then(CANCELLED)
        .emitted(cancelled(order));
    assertThat(status(order)).isEqualTo("CANCELLED");
  }

  @Test
  void anOrderOfAVersionWithoutSagasIsDecidedAllTheSame() {
    long order = shop.pending();
    orders.in(tx -> tx.update("delete from weft_saga where key = $1", Long.toString(order)));
    saga().given(order).when(new StockReserved(order)).then(AWAITING_PAYMENT);
    saga().given(order).when(new PaymentTaken(order)).then(CONFIRMED).emitted();
    assertThat(status(order)).isEqualTo("CONFIRMED");
  }

  @Test
  void whatAnInstanceOfAVersionWithoutSagasHasDecidedStands() {
    long order = shop.pending();
    orders.in(tx -> OrderTable.confirm(tx, order));
    saga().given(order).after(PATIENCE).then(CONFIRMED).emitted();
    assertThat(status(order)).isEqualTo("CONFIRMED");
  }

  private SagaTest<Ordering.State, Ordering.Placed> saga() {
    return SagaTest.of(orders, Ordering.SAGA);
  }

  private OrderCancelled cancelled(long id) {
    long customer = order(id).path("customerId").asLong();
    return new OrderCancelled(id, customer, 3, new BigDecimal("5.7000"));
  }

  private String status(long order) {
    return order(order).path("status").asText();
  }

  private JsonNode order(long id) {
    return orders.get("/orders/" + id).json();
  }
}
