package dev.weft.orders;

import dev.weft.kit.Refusal;
import java.util.HashSet;
import java.util.List;

/** What a customer wants from a store. */
record NewOrder(long customerId, long storeId, List<Line> lines) {

  private static final int MOST_LINES = 100;
  private static final int MOST_UNITS = 10_000;

  /** Whole units of a product. */
  record Line(long productId, int quantity) {}

  /** Looks at the order alone; whether customer, store and products exist is asked elsewhere. */
  void check() {
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      throw Refusal.unprocessable("bad-lines", "/lines", "not 1 to " + MOST_LINES + " lines");
    }
    var products = new HashSet<Long>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.quantity() < 1 || line.quantity() > MOST_UNITS) {
        throw Refusal.unprocessable(
            "bad-quantity", "/lines/" + i + "/quantity", "not 1 to " + MOST_UNITS + " units");
      }
      if (!products.add(line.productId())) {
        throw Refusal.unprocessable(
            "duplicate-product",
            "/lines/" + i + "/productId",
            "product " + line.productId() + " stands in a line before: add the quantities up");
      }
    }
  }
}
