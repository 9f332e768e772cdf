package dev.weft.orders;

import dev.weft.kit.Refusal;
import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Prices an order from the copy of the products, and refuses what the copies do not know. */
final class Pricing {

  /** One row for each line, in order; the price is null for an unknown product. */
  private static final String PRICES =
      """
      select p.price,
        exists (select from known_customer where id = $1) as customer,
        exists (select from known_store where id = $2) as store
      from unnest($3::bigint[]) with ordinality as wanted (id, place)
        left join known_product p on p.id = wanted.id
      order by wanted.place
      """;

  private Pricing() {}

  static List<Order.Line> price(Transaction tx, NewOrder order) {
    var products = order.lines().stream().map(NewOrder.Line::productId).toArray(Long[]::new);
    var rows = tx.all(PRICES, order.customerId(), order.storeId(), products);
    if (!rows.getFirst().getBoolean("customer")) {
      throw unknown("customer", "/customerId", order.customerId());
    }
    if (!rows.getFirst().getBoolean("store")) {
      throw unknown("store", "/storeId", order.storeId());
    }
    var lines = new ArrayList<Order.Line>();
    for (int i = 0; i < products.length; i++) {
      var price = rows.get(i).getBigDecimal("price");
      if (price == null) {
        throw unknown("product", "/lines/" + i + "/productId", products[i]);
      }
      var quantity = BigDecimal.valueOf(order.lines().get(i).quantity());
      lines.add(new Order.Line(products[i], quantity, price.multiply(quantity)));
    }
    return lines;
  }

  private static Refusal unknown(String what, String pointer, long id) {
    return Refusal.unprocessable("unknown-" + what, pointer, "there is no " + what + " " + id);
  }
}
