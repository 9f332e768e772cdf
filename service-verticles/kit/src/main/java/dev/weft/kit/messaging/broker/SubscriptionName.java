package dev.weft.kit.messaging.broker;

/** Who gets a copy of which messages: {@code foodmart.orders.OrderPlaced::stock}. */
public record SubscriptionName(String type, String service) {

  /** What its queue is called. Such names are unique over all types of a broker. */
  public String queue() {
    return type + "." + service;
  }

  @Override
  public String toString() {
    return type + "::" + service;
  }
}
