package dev.weft.customers;

import dev.weft.foodmart.Columns;
import dev.weft.foodmart.CustomerRow;
import dev.weft.kit.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the table of customers. */
final class CustomerTable {

  private static final String INSERT =
      """
      insert into customer select * from unnest(
        $1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
        $15::date[], $16::text[], $17::text[], $18::text[], $19::int[], $20::int[], $21::text[],
        $22::date[], $23::text[], $24::text[], $25::boolean[], $26::int[])
      """;

  private static final String AFTER =
      """
      select * from customer
      where id > $1 and ($2::text is null or strpos(lower(full_name), lower($2)) > 0)
      order by id limit $3
      """;

  private CustomerTable() {}

  static long nextId(Transaction tx) {
    return tx.one("select nextval('customer_id') as id").orElseThrow().getLong("id");
  }

  static Optional<Customer> byId(Transaction tx, long id) {
    return tx.one("select * from customer where id = $1", id).map(Customer::of);
  }

  /** Customers with a higher id whose name holds the text, by id. */
  static List<Customer> after(Transaction tx, long id, @Nullable String name, int limit) {
    return tx.all(AFTER, id, name, limit).stream().map(Customer::of).toList();
  }

  static void insert(Transaction tx, CustomerRow row) {
    insert(tx, List.of(row));
  }

  static void insert(Transaction tx, List<CustomerRow> rows) {
    tx.update(
        INSERT,
        Columns.of(rows)
            .ints(CustomerRow::id)
            .longs(CustomerRow::accountNumber)
            .texts(CustomerRow::fullName)
            .texts(CustomerRow::firstName)
            .texts(CustomerRow::middleInitial)
            .texts(CustomerRow::lastName)
            .texts(CustomerRow::address)
            .texts(CustomerRow::address2)
            .texts(CustomerRow::city)
            .texts(CustomerRow::stateProvince)
            .texts(CustomerRow::postalCode)
            .texts(CustomerRow::country)
            .texts(CustomerRow::phone)
            .texts(CustomerRow::alternatePhone)
            .dates(CustomerRow::birthdate)
            .texts(CustomerRow::maritalStatus)
            .texts(CustomerRow::yearlyIncome)
            .texts(CustomerRow::gender)
            .ints(CustomerRow::totalChildren)
            .ints(CustomerRow::childrenAtHome)
            .texts(CustomerRow::education)
            .dates(CustomerRow::accountOpened)
            .texts(CustomerRow::memberCard)
            .texts(CustomerRow::occupation)
            .flags(CustomerRow::homeowner)
            .ints(CustomerRow::carsOwned)
            .arrays());
  }
}
