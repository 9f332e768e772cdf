package dev.weft.bench.messaging;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** A message of the size that is usual in FoodMart. */
@MessageType(name = Sold.TYPE)
record Sold(@MessageKey String orderId, long customerId, String store, String note) {

  static final String TYPE = "bench.Sold";
  static final String SERVICE = "stock";

  static Sold of(int number) {
    return of(number, Integer.MAX_VALUE);
  }

  /** One of so many keys. */
  static Sold of(int number, int keys) {
    return new Sold("order-" + number % keys, number, "Store 17, Seattle", "x".repeat(120));
  }
}
