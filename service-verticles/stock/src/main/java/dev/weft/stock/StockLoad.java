package dev.weft.stock;

import dev.weft.foodmart.Columns;
import dev.weft.foodmart.FoodMart;
import dev.weft.foodmart.InventoryRow;
import dev.weft.foodmart.ProductRow;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Transaction;

/**
 * Every store that sells starts with an opening quantity of every product, and has got what was
 * shipped to it in 1997 and 1998.
 */
final class StockLoad implements FirstLoad {

  /** The data set tells deliveries but no inventory count: this stands in for it. */
  static final int OPENING_QUANTITY = 1_000;

  private static final String OPEN =
      """
      insert into stock_level (product_id, store_id, on_hand)
      select product, store, $3 from unnest($1::int[]) product, generate_series(1, $2) store
      """;

  private static final String DELIVER =
      """
      update stock_level l set on_hand = on_hand + d.units
      from (select product_id, store_id, sum(units) as units
            from unnest($1::int[], $2::int[], $3::int[]) as one (product_id, store_id, units)
            group by product_id, store_id) d
      where l.product_id = d.product_id and l.store_id = d.store_id
      """;

  @Override
  public void load(Transaction tx, LoadProgress progress) {
    progress.of((long) FoodMart.PRODUCTS * FoodMart.STORES);
    var products = FoodMart.products().map(ProductRow::id).toArray(Integer[]::new);
    var opened = tx.update(OPEN, products, FoodMart.STORES, OPENING_QUANTITY);
    tx.update(
        DELIVER,
        Columns.of(FoodMart.deliveries().toList())
            .ints(InventoryRow::productId)
            .ints(InventoryRow::storeId)
            .ints(InventoryRow::unitsShipped)
            .arrays());
    progress.add(opened);
  }
}
