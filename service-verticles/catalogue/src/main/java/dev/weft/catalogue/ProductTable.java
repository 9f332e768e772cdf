package dev.weft.catalogue;

import dev.weft.foodmart.Columns;
import dev.weft.foodmart.ProductRow;
import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The statements on the table of products. */
final class ProductTable {

  private static final String SELECT =
      """
      select p.*, c.subcategory, c.category, c.department, c.family
      from product p join product_class c on c.id = p.class_id
      """;

  private static final String BY_IDS =
      SELECT
          + """
          join unnest($1::bigint[]) with ordinality as wanted (id, place) on wanted.id = p.id
          order by wanted.place
          """;

  private static final String FIND =
      SELECT
          + """
          where p.id > $1
            and ($2::text is null or lower(c.category) = lower($2))
            and ($3::text is null or strpos(lower(p.name), lower($3)) > 0)
          order by p.id limit $4
          """;

  private static final String REPRICE =
      """
      update product set price = $2, price_version = price_version + 1
      where id = $1 returning price_version
      """;

  private static final String INSERT =
      """
      insert into product select * from unnest(
        $1::int[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::numeric[], $7::numeric[],
        $8::numeric[], $9::boolean[], $10::boolean[], $11::int[], $12::int[], $13::numeric[],
        $14::numeric[], $15::numeric[])
      """;

  private ProductTable() {}

  static long nextId(Transaction tx) {
    return tx.one("select nextval('product_id') as id").orElseThrow().getLong("id");
  }

  static Optional<Product> byId(Transaction tx, long id) {
    return tx.one(SELECT + "where p.id = $1", id).map(Product::of);
  }

  /** In the order of the ids; those that nobody knows are left out, repeated ones come once. */
  static List<Product> byIds(Transaction tx, List<Long> ids) {
    var wanted = ids.stream().distinct().toArray(Long[]::new);
    return tx.all(BY_IDS, (Object) wanted).stream().map(Product::of).toList();
  }

  static List<Product> find(Transaction tx, Search search, int limit) {
    return tx.all(FIND, search.after(), search.category(), search.name(), limit).stream()
        .map(Product::of)
        .toList();
  }

  /** Sets the price and answers its version, unless there is no such product. */
  static Optional<Long> reprice(Transaction tx, long id, BigDecimal price) {
    return tx.one(REPRICE, id, price).map(row -> row.getLong("price_version"));
  }

  static void insert(Transaction tx, ProductRow row) {
    insert(tx, List.of(row));
  }

  static void insert(Transaction tx, List<ProductRow> rows) {
    tx.update(
        INSERT,
        Columns.of(rows)
            .ints(ProductRow::id)
            .ints(ProductRow::classId)
            .texts(ProductRow::brand)
            .texts(ProductRow::name)
            .longs(ProductRow::sku)
            .decimals(ProductRow::price)
            .decimals(ProductRow::grossWeight)
            .decimals(ProductRow::netWeight)
            .flags(ProductRow::recyclablePackage)
            .flags(ProductRow::lowFat)
            .ints(ProductRow::unitsPerCase)
            .ints(ProductRow::casesPerPallet)
            .decimals(ProductRow::shelfWidth)
            .decimals(ProductRow::shelfHeight)
            .decimals(ProductRow::shelfDepth)
            .arrays());
  }
}
