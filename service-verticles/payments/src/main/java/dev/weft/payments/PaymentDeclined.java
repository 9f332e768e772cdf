package dev.weft.payments;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The order is above the customer's credit; nothing is charged. */
@MessageType(name = "foodmart.payments.PaymentDeclined")
record PaymentDeclined(@MessageKey long orderId, String reason) {}
