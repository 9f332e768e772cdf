package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;
import java.util.List;

/** A customer wants these products from a store; stock and payments have not answered yet. */
@MessageType(name = "foodmart.orders.OrderPlaced")
record OrderPlaced(
    @MessageKey long orderId, long customerId, long storeId, BigDecimal total, List<Line> lines) {

  record Line(long productId, int quantity, BigDecimal amount) {}

  static OrderPlaced of(Order order) {
    var lines =
        order.lines().stream()
            .map(line -> new Line(line.productId(), line.quantity().intValueExact(), line.amount()))
            .toList();
    return new OrderPlaced(order.id(), order.customerId(), order.storeId(), order.total(), lines);
  }
}
