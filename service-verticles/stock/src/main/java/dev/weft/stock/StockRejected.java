package dev.weft.stock;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The store has not enough; nothing is kept for the order. */
@MessageType(name = "foodmart.stock.StockRejected")
record StockRejected(@MessageKey long orderId, String reason) {}
