package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/**
 * The order is cancelled, whether stock and payments have heard of it or will. Each finds in it
 * what it needs to note an order that it has not heard of.
 */
@MessageType(name = "foodmart.orders.OrderCancelled")
record OrderCancelled(@MessageKey long orderId, long customerId, long storeId, BigDecimal total) {

  static OrderCancelled of(Order order) {
    return new OrderCancelled(order.id(), order.customerId(), order.storeId(), order.total());
  }
}
