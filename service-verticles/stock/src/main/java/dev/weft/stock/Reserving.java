package dev.weft.stock;

import dev.weft.kit.Transaction;
import dev.weft.stock.Reservation.Status;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of stock in the saga of an order. The reservation is written first: it is what makes a
 * message that comes again do nothing. Levels are locked in the order of the products, so that
 * orders which want the same ones wait for each other instead of blocking each other.
 */
final class Reserving {

  private Reserving() {}

  static void reserve(OrderPlaced order, Transaction tx) {
    if (!ReservationTable.open(tx, order.orderId(), order.storeId(), Status.RESERVED)) {
      return;
    }
    var wanted = unitsByProduct(order);
    var available = LevelTable.lock(tx, order.storeId(), wanted.keySet());
    var missing = missing(order.storeId(), wanted, available);
    if (missing.isEmpty()) {
      LevelTable.reserve(tx, order.storeId(), wanted);
      ReservationTable.write(tx, order.orderId(), wanted);
      tx.emit(new StockReserved(order.orderId(), order.customerId(), order.total()));
    } else {
      ReservationTable.reject(tx, order.orderId(), missing);
      tx.emit(new StockRejected(order.orderId(), missing));
    }
  }

  /**
   * An order that was not heard of yet is noted as released, so that nothing is reserved for it.
   */
  static void cancel(OrderCancelled order, Transaction tx) {
    if (!ReservationTable.open(tx, order.orderId(), order.storeId(), Status.RELEASED)) {
      release(order.orderId(), tx);
    }
  }

  static void release(long order, Transaction tx) {
    var store = ReservationTable.release(tx, order);
    if (store.isPresent()) {
      var lines = ReservationTable.lines(tx, order);
      var _ = LevelTable.lock(tx, store.get(), lines.keySet());
      LevelTable.release(tx, store.get(), lines);
    }
  }

  private static SortedMap<Long, Integer> unitsByProduct(OrderPlaced order) {
    var units = new TreeMap<Long, Integer>();
    order.lines().forEach(line -> units.merge(line.productId(), line.quantity(), Math::addExact));
    return units;
  }

  /** What is missing, in words; empty if there is enough of everything. */
  private static String missing(
      long store, SortedMap<Long, Integer> wanted, Map<Long, Integer> available) {
    var missing = new ArrayList<String>();
    wanted.forEach(
        (product, units) -> {
          int has = available.getOrDefault(product, 0);
          if (has < units) {
            missing.add(
                "product %d in store %d: %d available, %d wanted"
                    .formatted(product, store, has, units));
          }
        });
    return String.join("; ", missing);
  }
}
