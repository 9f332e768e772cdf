package dev.weft.customers;

import dev.weft.foodmart.CustomerRow;
import dev.weft.foodmart.FoodMart;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Transaction;
import java.util.List;
import java.util.stream.Gatherers;

/** Takes all customers of the data set, and tells of each. */
final class CustomersLoad implements FirstLoad {

  private static final int CHUNK = 1_000;

  @Override
  public void load(Transaction tx, LoadProgress progress) {
    progress.of(FoodMart.CUSTOMERS);
    try (var customers = FoodMart.customers()) {
      customers
          .gather(Gatherers.windowFixed(CHUNK))
          .forEachOrdered(chunk -> load(tx, chunk, progress));
    }
    tx.one("select setval('customer_id', (select max(id) from customer))");
  }

  private static void load(Transaction tx, List<CustomerRow> chunk, LoadProgress progress) {
    CustomerTable.insert(tx, chunk);
    chunk.forEach(customer -> tx.emit(CustomerRegistered.of(customer)));
    progress.add(chunk.size());
  }
}
