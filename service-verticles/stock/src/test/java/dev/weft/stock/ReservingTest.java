package dev.weft.stock;

import static dev.weft.stock.Orders.line;
import static dev.weft.stock.Orders.order;
import static dev.weft.stock.Orders.reserved;

import dev.weft.testkit.Call;
import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

/** In store 3 there are ten of each of three products. */
@ServiceTest(StockService.class)
final class ReservingTest {

  private static final String LEVELS =
      "select product_id, on_hand, reserved from stock_level order by product_id";

  private final Scenario stock;

  ReservingTest(Scenario stock) {
    this.stock =
        stock.given(
            """
            insert into stock_level (product_id, store_id, on_hand)
            values (1, 3, 10), (2, 3, 10), (3, 3, 10)\
            """);
  }

  @Test
  void allUnitsOfAnOrderAreReserved() {
    var order = order(3, line(2, 5), line(1, 2));
    stock
        .when(order)
        .emitted(reserved(order))
        .rows(LEVELS, "1 | 10 | 2", "2 | 10 | 5", "3 | 10 | 0")
        .and()
        .when(Call.get("/reservations?order=" + order.orderId()))
        .answered(
            200,
            """
            {"orderId":%d,"storeId":3,"status":"RESERVED",\
            "lines":[{"productId":1,"quantity":2},{"productId":2,"quantity":5}]}\
            """
                .formatted(order.orderId()));
  }

  @Test
  void anOrderForMoreThanThereIsReservesNothingAtAll() {
    var order = order(3, line(2, 1), line(1, 11));
    var reason = "product 1 in store 3: 10 available, 11 wanted";
    stock
        .when(order)
        .emitted(new StockRejected(order.orderId(), reason))
        .rows(LEVELS, "1 | 10 | 0", "2 | 10 | 0", "3 | 10 | 0")
        .and()
        .when(Call.get("/reservations?order=" + order.orderId()))
        .answered(
            200,
            """
            {"orderId":%d,"storeId":3,"status":"REJECTED","reason":"%s","lines":[]}\
            """
                .formatted(order.orderId(), reason));
  }

  @Test
  void everythingThatIsMissingIsTold() {
    var order = order(3, line(99_999, 1), line(88_888, 2));
    stock
        .when(order)
        .emitted(
            new StockRejected(
                order.orderId(),
                "product 88888 in store 3: 0 available, 2 wanted; "
                    + "product 99999 in store 3: 0 available, 1 wanted"));
  }

  @Test
  void theLastUnitCanBeReserved() {
    var order = order(3, line(1, 10));
    stock
        .when(order)
        .emitted(reserved(order))
        .rows("select on_hand - reserved from stock_level where product_id = 1", "0");
  }

  @Test
  void anOrderThatComesAgainIsReservedOnce() {
    var order = order(3, line(1, 4));
    stock.when(order).emitted(reserved(order));
    stock.again().emittedNothing();
    // The same order in another message.
    stock.when(order).emittedNothing().rows(LEVELS, "1 | 10 | 4", "2 | 10 | 0", "3 | 10 | 0");
  }

  @Test
  void whatIsNotPaidIsReleasedOnce() {
    var order = order(3, line(1, 10), line(2, 1));
    var declined = new PaymentDeclined(order.orderId());
    stock
        .given(order)
        .when(declined, declined)
        .emittedNothing()
        .rows(LEVELS, "1 | 10 | 0", "2 | 10 | 0", "3 | 10 | 0")
        .rows("select status from reservation", "RELEASED");
    stock.when(order).emittedNothing().rows("select sum(reserved) from stock_level", "0");
  }

  @Test
  void whatWasNeverReservedIsNotReleased() {
    var rejected = order(3, line(1, 100_000));
    stock
        .given(rejected)
        .when(new PaymentDeclined(rejected.orderId()), new PaymentDeclined(39_999))
        .emittedNothing()
        .rows(LEVELS, "1 | 10 | 0", "2 | 10 | 0", "3 | 10 | 0")
        .and()
        .when(Call.get("/reservations?order=39999"))
        .answered(204);
  }
}
