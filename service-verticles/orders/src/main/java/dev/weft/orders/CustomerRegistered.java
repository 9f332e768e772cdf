package dev.weft.orders;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** What orders needs of a new customer. */
@MessageType(name = "foodmart.customers.CustomerRegistered")
record CustomerRegistered(@MessageKey long customerId) {}
