package dev.weft.payments;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;

/** The order is charged to its customer's account. */
@MessageType(name = "foodmart.payments.PaymentTaken")
record PaymentTaken(@MessageKey long orderId, BigDecimal amount) {}
