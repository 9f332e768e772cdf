package dev.weft.payments;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** What payments needs of a new customer. */
@MessageType(name = "foodmart.customers.CustomerRegistered")
record CustomerRegistered(@MessageKey long customerId, String yearlyIncome) {}
