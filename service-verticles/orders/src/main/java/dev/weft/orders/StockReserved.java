package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The store keeps every unit of the order; payments are about to charge it. */
@MessageType(name = "foodmart.stock.StockReserved")
record StockReserved(@MessageKey long orderId) {}
