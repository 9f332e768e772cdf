package dev.weft.kit.messaging;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;

/** The messages of these tests. Readers have a record of their own, with fewer fields. */
public final class Shop {

  private Shop() {}

  @MessageType(name = "foodmart.orders.OrderPlaced")
  public record Placed(@MessageKey String orderId, int number, String note) {}

  @MessageType(name = "foodmart.stock.StockReserved")
  public record Reserved(@MessageKey String orderId, int number) {}

  @MessageType(name = "foodmart.nobody.Cares")
  public record NobodyCares(@MessageKey String id) {}

  @MessageType(name = "foodmart.orders.OrderPlaced")
  public record PlacedAsRead(@MessageKey String orderId, int number) {}
}
