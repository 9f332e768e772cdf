package dev.weft.stock;

import static dev.weft.stock.Orders.line;
import static dev.weft.stock.Orders.order;

import dev.weft.testkit.Call;
import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

/** In store 3 there are ten of a product. */
@ServiceTest(StockService.class)
final class CancellingTest {

  private static final String LEVELS = "select product_id, on_hand, reserved from stock_level";

  private final Scenario stock;

  CancellingTest(Scenario stock) {
    this.stock =
        stock.given("insert into stock_level (product_id, store_id, on_hand) values (1, 3, 10)");
  }

  @Test
  void whatIsCancelledIsReleasedOnce() {
    var order = order(3, line(1, 10));
    var cancelled = new OrderCancelled(order.orderId(), 3);
    stock
        .given(order)
        .when(cancelled, cancelled, new PaymentDeclined(order.orderId()))
        .emittedNothing()
        .rows(LEVELS, "1 | 10 | 0");
  }

  @Test
  void anOrderThatIsCancelledBeforeItIsHeardOfReservesNothing() {
    var order = order(3, line(1, 10));
    stock
        .given(new OrderCancelled(order.orderId(), 3))
        .when(order)
        .emittedNothing()
        .rows(LEVELS, "1 | 10 | 0")
        .and()
        .when(Call.get("/reservations?order=" + order.orderId()))
        .answered(
            200,
            """
            {"orderId":%d,"storeId":3,"status":"RELEASED","lines":[]}\
            """
                .formatted(order.orderId()));
  }
}
