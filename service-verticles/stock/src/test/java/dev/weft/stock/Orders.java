package dev.weft.stock;

import dev.weft.testkit.RunningService;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Orders as the orders service tells of them, each with an id of its own. */
final class Orders {

  private static final AtomicLong IDS = new AtomicLong(40_000);
  private static final BigDecimal TOTAL = new BigDecimal("7.8900");

  private Orders() {}

  static OrderPlaced order(long store, OrderPlaced.Line... lines) {
    return new OrderPlaced(IDS.incrementAndGet(), 1, store, TOTAL, Arrays.asList(lines));
  }

  static OrderPlaced.Line line(long product, int quantity) {
    return new OrderPlaced.Line(product, quantity);
  }

  static StockReserved reserved(OrderPlaced order) {
    return new StockReserved(order.orderId(), order.customerId(), TOTAL);
  }

  static int available(RunningService stock, long product, long store) {
    return level(stock, product, store, "available");
  }

  static int level(RunningService stock, long product, long store, String field) {
    var levels = stock.get("/stock?product=" + product).json();
    return levels.get((int) store - 1).path(field).asInt();
  }

  static List<Long> rejected(RunningService stock) {
    return stock.heard(StockRejected.class).stream().map(StockRejected::orderId).toList();
  }
}
