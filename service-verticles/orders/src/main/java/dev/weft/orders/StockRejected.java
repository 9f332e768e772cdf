package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The store can not serve the order. */
@MessageType(name = "foodmart.stock.StockRejected")
record StockRejected(@MessageKey long orderId, String reason) {}
