package dev.weft.catalogue;

import dev.weft.foodmart.Columns;
import dev.weft.foodmart.ProductClassRow;
import dev.weft.kit.Transaction;
import java.util.List;

/** The statements on the table of product classes. */
final class ClassTable {

  private static final String INSERT =
      """
      insert into product_class
      select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[])
      """;

  private ClassTable() {}

  static boolean exists(Transaction tx, long id) {
    return tx.one("select 1 from product_class where id = $1", id).isPresent();
  }

  static void insert(Transaction tx, List<ProductClassRow> rows) {
    tx.update(
        INSERT,
        Columns.of(rows)
            .ints(ProductClassRow::id)
            .texts(ProductClassRow::subcategory)
            .texts(ProductClassRow::category)
            .texts(ProductClassRow::department)
            .texts(ProductClassRow::family)
            .arrays());
  }
}
