package dev.weft.stock;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** Every unit of the order is kept for it; it is to be paid. */
@MessageType(name = "foodmart.stock.StockReserved")
record StockReserved(@MessageKey long orderId, long customerId, BigDecimal total) {}
