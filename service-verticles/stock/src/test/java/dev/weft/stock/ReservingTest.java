package dev.weft.stock;

import static dev.weft.stock.Orders.available;
import static dev.weft.stock.Orders.line;
import static dev.weft.stock.Orders.order;
import static dev.weft.stock.Orders.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

/** Each test has products of its own, from 1 to 20. */
@ServiceTest(StockService.class)
class ReservingTest {

  private final RunningService stock;

  ReservingTest(RunningService stock) {
    this.stock = stock;
  }

  @Test
  void allUnitsOfAnOrderAreReserved() {
    int before = available(stock, 1, 3);
    var order = order(3, line(2, 5), line(1, 2));
    stock.deliver(order);
    awaitReserved(order);
    assertThat(available(stock, 1, 3)).isEqualTo(before - 2);
    assertThat(stock.get("/reservations?order=" + order.orderId()).body())
        .isEqualTo(
            """
            {"orderId":%d,"storeId":3,"status":"RESERVED",\
            "lines":[{"productId":1,"quantity":2},{"productId":2,"quantity":5}]}\
            """
                .formatted(order.orderId()));
  }

  @Test
  void anOrderForMoreThanThereIsReservesNothingAtAll() {
    int few = available(stock, 3, 3);
    int before = available(stock, 4, 3);
    var order = order(3, line(4, 1), line(3, few + 1));
    stock.deliver(order);
    var reason = "product 3 in store 3: %d available, %d wanted".formatted(few, few + 1);
    var rejected = new StockRejected(order.orderId(), reason);
    await().untilAsserted(() -> assertThat(stock.heard(StockRejected.class)).contains(rejected));
    assertThat(available(stock, 4, 3)).isEqualTo(before);
    assertThat(stock.get("/reservations?order=" + order.orderId()).body())
        .isEqualTo(
            """
            {"orderId":%d,"storeId":3,"status":"REJECTED","reason":"%s","lines":[]}\
            """
                .formatted(order.orderId(), reason));
  }

  @Test
  void everythingThatIsMissingIsTold() {
    var order = order(3, line(99_999, 1), line(88_888, 2));
    stock.deliver(order);
    var rejected =
        new StockRejected(
            order.orderId(),
            "product 88888 in store 3: 0 available, 2 wanted; "
                + "product 99999 in store 3: 0 available, 1 wanted");
    await().untilAsserted(() -> assertThat(stock.heard(StockRejected.class)).contains(rejected));
  }

  @Test
  void theLastUnitCanBeReserved() {
    var order = order(3, line(5, available(stock, 5, 3)));
    stock.deliver(order);
    awaitReserved(order);
    assertThat(available(stock, 5, 3)).isZero();
  }

  @Test
  void anOrderThatComesAgainIsReservedOnce() {
    int before = available(stock, 6, 3);
    var order = order(3, line(6, 10));
    stock.deliver(order, "the-same-message");
    stock.deliver(order, "the-same-message");
    stock.deliver(order, "the-same-order-in-another-message");
    awaitReserved(order);
    stock.awaitQuiet();
    assertThat(available(stock, 6, 3)).isEqualTo(before - 10);
    assertThat(stock.heard(StockReserved.class)).containsOnlyOnce(reserved(order));
  }

  @Test
  void whatIsNotPaidIsReleasedOnce() {
    int before = available(stock, 7, 3);
    var order = order(3, line(7, 10), line(8, 1));
    stock.deliver(order);
    awaitReserved(order);
    stock.deliver(new PaymentDeclined(order.orderId()));
    stock.deliver(new PaymentDeclined(order.orderId()));
    stock.awaitQuiet();
    assertThat(available(stock, 7, 3)).isEqualTo(before);
    assertThat(stock.get("/reservations?order=" + order.orderId()).json().path("status").asText())
        .isEqualTo("RELEASED");
    stock.deliver(order);
    stock.awaitQuiet();
    assertThat(available(stock, 7, 3)).isEqualTo(before);
  }

  @Test
  void whatWasNeverReservedIsNotReleased() {
    int before = available(stock, 9, 3);
    var rejected = order(3, line(9, 100_000));
    stock.deliver(rejected);
    await().until(() -> Orders.rejected(stock).contains(rejected.orderId()));
    stock.deliver(new PaymentDeclined(rejected.orderId()));
    stock.deliver(new PaymentDeclined(39_999));
    stock.awaitQuiet();
    assertThat(available(stock, 9, 3)).isEqualTo(before);
    assertThat(stock.get("/reservations?order=39999").status()).isEqualTo(204);
  }

  @Test
  void whatIsCancelledIsReleasedOnce() {
    int before = available(stock, 10, 3);
    var order = order(3, line(10, 10));
    stock.deliver(order);
    awaitReserved(order);
    stock.deliver(new OrderCancelled(order.orderId(), 3));
    stock.deliver(new OrderCancelled(order.orderId(), 3));
    stock.deliver(new PaymentDeclined(order.orderId()));
    stock.awaitQuiet();
    assertThat(available(stock, 10, 3)).isEqualTo(before);
    assertThat(stock.get("/reservations?order=" + order.orderId()).json().path("status").asText())
        .isEqualTo("RELEASED");
  }

  @Test
  void anOrderThatIsCancelledBeforeItIsHeardOfReservesNothing() {
    int before = available(stock, 11, 3);
    var order = order(3, line(11, 10));
    stock.deliver(new OrderCancelled(order.orderId(), 3));
    stock.awaitQuiet();
    stock.deliver(order);
    stock.awaitQuiet();
    assertThat(available(stock, 11, 3)).isEqualTo(before);
    assertThat(stock.heard(StockReserved.class)).doesNotContain(reserved(order));
    assertThat(Orders.rejected(stock)).doesNotContain(order.orderId());
    assertThat(stock.get("/reservations?order=" + order.orderId()).body())
        .isEqualTo(
            """
            {"orderId":%d,"storeId":3,"status":"RELEASED","lines":[]}\
            """
                .formatted(order.orderId()));
  }

  private void awaitReserved(OrderPlaced order) {
    await()
        .untilAsserted(
            () -> assertThat(stock.heard(StockReserved.class)).contains(reserved(order)));
  }
}
