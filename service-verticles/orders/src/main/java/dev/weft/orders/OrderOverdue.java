package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** Told by this service to itself: an order has waited for long enough. */
@MessageType(name = "foodmart.orders.OrderOverdue")
record OrderOverdue(@MessageKey long orderId) {}
