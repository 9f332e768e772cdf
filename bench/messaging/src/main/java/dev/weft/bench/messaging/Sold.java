package dev.weft.bench.messaging;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** A message of the size that is usual in FoodMart; its type has an address and a queue there. */
@MessageType(name = Sold.TYPE)
record Sold(@MessageKey String orderId, long customerId, String store, String note) {

  static final String TYPE = "foodmart.orders.OrderPlaced";
  static final String SERVICE = "stock";

  static Sold of(int number) {
    return new Sold("order-" + number, number, "Store 17, Seattle", "x".repeat(120));
  }
}
