package dev.weft.stock;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;
import java.util.List;

/** What stock needs of a new order; customer and total are for payments, which stock tells next. */
@MessageType(name = "foodmart.orders.OrderPlaced")
record OrderPlaced(
    @MessageKey long orderId, long customerId, long storeId, BigDecimal total, List<Line> lines) {

  record Line(long productId, int quantity) {}
}
