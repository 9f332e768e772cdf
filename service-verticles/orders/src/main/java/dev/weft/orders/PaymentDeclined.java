package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The customer can not pay the order. */
@MessageType(name = "foodmart.payments.PaymentDeclined")
record PaymentDeclined(@MessageKey long orderId, String reason) {}
