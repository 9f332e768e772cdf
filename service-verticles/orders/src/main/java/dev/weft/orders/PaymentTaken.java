package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The order is paid. */
@MessageType(name = "foodmart.payments.PaymentTaken")
record PaymentTaken(@MessageKey long orderId) {}
