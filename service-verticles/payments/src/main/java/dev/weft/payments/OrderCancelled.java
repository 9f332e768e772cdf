package dev.weft.payments;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** The order is cancelled: nothing is owed for it, nor will be if it was not heard of yet. */
@MessageType(name = "foodmart.orders.OrderCancelled")
record OrderCancelled(@MessageKey long orderId, long customerId, BigDecimal total) {}
