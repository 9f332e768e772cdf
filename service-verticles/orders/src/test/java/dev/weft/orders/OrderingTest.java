package dev.weft.orders;

import static dev.weft.orders.Ordering.PATIENCE;
import static dev.weft.orders.Ordering.SAGA;
import static dev.weft.orders.Ordering.State.AWAITING_PAYMENT;
import static dev.weft.orders.Ordering.State.AWAITING_STOCK;
import static dev.weft.orders.Ordering.State.CANCELLED;
import static dev.weft.orders.Ordering.State.CONFIRMED;

import dev.weft.orders.Ordering.Placed;
import dev.weft.testkit.Call;
import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ServiceTest(OrdersService.class)
class OrderingTest {

  private static final Duration ALMOST = PATIENCE.minusMinutes(1);
  private static final String STATUS = "select status, reason from orders";

  private final Scenario orders;

  OrderingTest(Scenario orders) {
    this.orders = orders;
  }

  // region steps
  @Test
  void anOrderThatIsReservedAndPaidIsConfirmed() {
    long order = placed();
    orders
        .when(new StockReserved(order))
        .saga(SAGA, order, AWAITING_PAYMENT)
        .emittedNothing()
        .and()
        .when(new PaymentTaken(order))
        .saga(SAGA, order, CONFIRMED)
        .emittedNothing()
        .rows(STATUS, "CONFIRMED | null");
  }

  @Test
  void anOrderThatStockIsSilentAboutIsCancelledAndWhoeverHearsOfItLaterIsTold() {
    long order = placed();
    orders
        .after(PATIENCE)
        .saga(SAGA, order, CANCELLED)
        .emitted(new OrderOverdue(order), cancelled(order))
        .rows(STATUS, "CANCELLED | no answer from stock within 15 minutes");
  }

  // endregion

  @Test
  void anOrderThatPaymentsAreSilentAboutIsCancelled() {
    long order = placed();
    orders
        .given(new StockReserved(order))
        .after(PATIENCE)
        .saga(SAGA, order, CANCELLED)
        .emitted(new OrderOverdue(order), cancelled(order))
        .rows(STATUS, "CANCELLED | no answer from payments within 15 minutes");
  }

  @Test
  void stockAndPaymentsHaveTheirTimeEach() {
    long order = placed();
    orders
        .after(ALMOST)
        .saga(SAGA, order, AWAITING_STOCK)
        .emittedNothing()
        .and()
        .given(new StockReserved(order))
        .after(ALMOST)
        .saga(SAGA, order, AWAITING_PAYMENT)
        .emittedNothing()
        .and()
        .when(new PaymentTaken(order))
        .saga(SAGA, order, CONFIRMED)
        .emittedNothing();
  }

  @Test
  void aPaymentMayBeHeardOfBeforeTheReservationThatItRestsOn() {
    long order = placed();
    orders
        .when(new PaymentTaken(order), new StockReserved(order))
        .saga(SAGA, order, CONFIRMED)
        .emittedNothing();
  }

  @Test
  void aRefusalMayBeHeardOfBeforeTheReservationThatItRestsOn() {
    long order = placed();
    orders
        .when(new PaymentDeclined(order, "credit limit"), new StockReserved(order))
        .saga(SAGA, order, CANCELLED)
        .emittedNothing();
  }

  @Test
  void whatIsRefusedIsNotUndoneByOrdersAsThoseWhoRefuseItHaveDoneSo() {
    long order = placed();
    orders
        .when(new StockRejected(order, "none left"))
        .saga(SAGA, order, CANCELLED)
        .emittedNothing()
        .and()
        .after(PATIENCE)
        .emittedNothing()
        .rows(STATUS, "CANCELLED | none left");
  }

  @Test
  void whoAnswersTooLateChangesNothing() {
    long order = placed();
    orders
        .after(PATIENCE)
        .saga(SAGA, order, CANCELLED)
        .and()
        .when(new StockReserved(order), new PaymentTaken(order), new OrderOverdue(order))
        .saga(SAGA, order, CANCELLED)
        .emittedNothing()
        .rows(STATUS, "CANCELLED | no answer from stock within 15 minutes");
  }

  @Test
  void theTimeOfAStateBeginsWhenTheSagaEntersIt() {
    long order = placed();
    orders
        .given("delete from weft_saga; delete from weft_schedule")
        .given(tx -> SAGA.startIn(tx, AWAITING_PAYMENT, order, new Placed(order)))
        .after(ALMOST)
        .saga(SAGA, order, AWAITING_PAYMENT)
        .and()
        .after(PATIENCE.minus(ALMOST))
        .saga(SAGA, order, CANCELLED)
        .rows(STATUS, "CANCELLED | no answer from payments within 15 minutes");
  }

  @Test
  void anOrderOfAVersionWithoutSagasIsDecidedAllTheSame() {
    long order = placed();
    orders
        .given("delete from weft_saga")
        .when(new StockReserved(order))
        .saga(SAGA, order, AWAITING_PAYMENT)
        .and()
        .when(new PaymentTaken(order))
        .saga(SAGA, order, CONFIRMED)
        .emittedNothing()
        .rows(STATUS, "CONFIRMED | null");
  }

  @Test
  void whatAnInstanceOfAVersionWithoutSagasHasDecidedStands() {
    long order = placed();
    orders
        .given(tx -> OrderTable.confirm(tx, order))
        .after(PATIENCE)
        .saga(SAGA, order, CONFIRMED)
        .emitted(new OrderOverdue(order))
        .rows(STATUS, "CONFIRMED | null");
  }

  /** The only order of the scenario, which is pending. */
  private long placed() {
    return orders
        .given("insert into known_store values (3)")
        .given(new CustomerRegistered(8), new ProductListed(1, new BigDecimal("2.8500"), 1))
        .when(
            Call.post(
                "/orders",
                """
                {"customerId": 8, "storeId": 3, "lines": [{"productId": 1, "quantity": 2}]}
                """))
        .answered(201)
        .reply()
        .json()
        .path("id")
        .asLong();
  }

  private static OrderCancelled cancelled(long order) {
    return new OrderCancelled(order, 8, 3, new BigDecimal("5.7000"));
  }
}
