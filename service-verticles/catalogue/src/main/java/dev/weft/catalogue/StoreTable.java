package dev.weft.catalogue;

import dev.weft.foodmart.Columns;
import dev.weft.foodmart.StoreRow;
import dev.weft.kit.Transaction;
import java.util.List;
import java.util.Optional;

/** The statements on the table of stores. */
final class StoreTable {

  private static final String INSERT =
      """
      insert into store select * from unnest(
        $1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::text[], $11::date[], $12::date[], $13::int[],
        $14::boolean[], $15::boolean[], $16::boolean[], $17::boolean[], $18::boolean[])
      """;

  private StoreTable() {}

  static List<Store> all(Transaction tx) {
    return tx.all("select * from store order by id").stream().map(Store::of).toList();
  }

  static Optional<Store> byId(Transaction tx, long id) {
    return tx.one("select * from store where id = $1", id).map(Store::of);
  }

  static void insert(Transaction tx, List<StoreRow> rows) {
    tx.update(
        INSERT,
        Columns.of(rows)
            .ints(StoreRow::id)
            .texts(StoreRow::type)
            .texts(StoreRow::name)
            .texts(StoreRow::address)
            .texts(StoreRow::city)
            .texts(StoreRow::state)
            .texts(StoreRow::postalCode)
            .texts(StoreRow::country)
            .texts(StoreRow::manager)
            .texts(StoreRow::phone)
            .dates(StoreRow::opened)
            .dates(StoreRow::remodelled)
            .ints(StoreRow::squareFeet)
            .flags(StoreRow::coffeeBar)
            .flags(StoreRow::videoStore)
            .flags(StoreRow::saladBar)
            .flags(StoreRow::preparedFood)
            .flags(StoreRow::florist)
            .arrays());
  }
}
