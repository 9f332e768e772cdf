package dev.weft.orders;

import dev.weft.kit.Transaction;
import java.math.BigDecimal;

/** Keeps the copies of what catalogue and customers own. */
final class Known {

  /** Listing and price change may come in any order: the higher version is the newer price. */
  private static final String PRODUCT =
      """
      insert into known_product (id, price, price_version) values ($1, $2, $3)
      on conflict (id) do update
        set price = excluded.price, price_version = excluded.price_version
        where known_product.price_version < excluded.price_version
      """;

  private Known() {}

  static void product(Transaction tx, long id, BigDecimal price, long version) {
    tx.update(PRODUCT, id, price, version);
  }

  static void customer(Transaction tx, long id) {
    tx.update("insert into known_customer (id) values ($1) on conflict do nothing", id);
  }
}
