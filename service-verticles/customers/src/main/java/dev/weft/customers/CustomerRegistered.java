package dev.weft.customers;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.foodmart.CustomerRow;

/** There is a new customer. */
@MessageType(name = "foodmart.customers.CustomerRegistered")
record CustomerRegistered(
    @MessageKey long customerId, String fullName, String yearlyIncome, String memberCard) {

  static CustomerRegistered of(CustomerRow customer) {
    return new CustomerRegistered(
        customer.id(), customer.fullName(), customer.yearlyIncome(), customer.memberCard());
  }
}
