package dev.weft.stock;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The order is not paid: what was reserved for it is free again. */
@MessageType(name = "foodmart.payments.PaymentDeclined")
record PaymentDeclined(@MessageKey long orderId) {}
