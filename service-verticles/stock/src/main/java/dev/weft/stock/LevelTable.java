package dev.weft.stock;

import dev.weft.kit.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The statements on the table of stock levels. */
final class LevelTable {

  private static final String OF_PRODUCT =
      """
      select store_id, on_hand, reserved from stock_level
      where product_id = $1 order by store_id
      """;

  private static final String LOCK =
      """
      select product_id, on_hand - reserved as available from stock_level
      where store_id = $1 and product_id = any ($2) order by product_id for update
      """;

  private static final String CHANGE_RESERVED =
      """
      update stock_level set reserved = reserved + change.units
      from unnest($2::bigint[], $3::int[]) as change (product_id, units)
      where stock_level.product_id = change.product_id and store_id = $1
      """;

  private LevelTable() {}

  static List<Level> ofProduct(Transaction tx, long product) {
    return tx.all(OF_PRODUCT, product).stream().map(Level::of).toList();
  }

  /** Locks the levels of the products and answers what is available; an unknown one is left out. */
  static Map<Long, Integer> lock(Transaction tx, long store, Set<Long> products) {
    return tx.all(LOCK, store, products.toArray(Long[]::new)).stream()
        .collect(Collectors.toMap(row -> row.getLong(0), row -> row.getInteger(1)));
  }

  static void reserve(Transaction tx, long store, SortedMap<Long, Integer> units) {
    change(tx, store, units, 1);
  }

  static void release(Transaction tx, long store, SortedMap<Long, Integer> units) {
    change(tx, store, units, -1);
  }

  private static void change(
      Transaction tx, long store, SortedMap<Long, Integer> units, int direction) {
    var products = units.keySet().toArray(Long[]::new);
    var changes = units.values().stream().map(n -> n * direction).toArray(Integer[]::new);
    tx.queue(CHANGE_RESERVED, store, products, changes);
  }
}
