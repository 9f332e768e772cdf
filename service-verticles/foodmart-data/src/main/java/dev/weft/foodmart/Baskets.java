package dev.weft.foodmart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Groups sales into baskets. Rows with the same customer, day and store are one basket. Baskets are
 * numbered from 1 in the order in which their first row stands in the file; the lines of a basket
 * keep the order of the file, and a product that stands twice in a basket stays two lines.
 */
final class Baskets {

  private record Key(int customerId, int timeId, int storeId) {

    static Key of(SaleRow sale) {
      return new Key(sale.customerId(), sale.timeId(), sale.storeId());
    }
  }

  private Baskets() {}

  static List<Basket> group(Stream<SaleRow> sales, Map<Integer, LocalDate> dates) {
    var lines = new LinkedHashMap<Key, List<SaleRow>>();
    sales.forEachOrdered(
        sale -> lines.computeIfAbsent(Key.of(sale), _ -> new ArrayList<>()).add(sale));
    var baskets = new ArrayList<Basket>(lines.size());
    lines.forEach((key, rows) -> baskets.add(basket(baskets.size() + 1, key, rows, dates)));
    return Collections.unmodifiableList(baskets);
  }

  private static Basket basket(
      int number, Key key, List<SaleRow> rows, Map<Integer, LocalDate> dates) {
    var date = dates.get(key.timeId());
    if (date == null) {
      throw new IllegalStateException("no date for time_id " + key.timeId());
    }
    return new Basket(number, key.customerId(), key.storeId(), date, List.copyOf(rows));
  }
}
