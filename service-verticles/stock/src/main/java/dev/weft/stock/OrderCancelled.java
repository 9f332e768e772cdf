package dev.weft.stock;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The order is cancelled: nothing is kept for it, nor will be if it was not heard of yet. */
@MessageType(name = "foodmart.orders.OrderCancelled")
record OrderCancelled(@MessageKey long orderId, long storeId) {}
