package dev.weft.payments;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** The order can be served: it is to be paid. */
@MessageType(name = "foodmart.stock.StockReserved")
record StockReserved(@MessageKey long orderId, long customerId, BigDecimal total) {}
