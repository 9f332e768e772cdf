package dev.weft.kit.messaging.broker;

/** Who gets a copy of which messages: {@code foodmart.orders.OrderPlaced::stock}. */
public record SubscriptionName(String type, String service) {

  @Override
  public String toString() {
    return type + "::" + service;
  }
}
