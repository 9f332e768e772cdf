package dev.weft.foodmart;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The FoodMart data set, read from the class path in the order of its files. A stream reads as it
 * goes; one that is not read to its end is to be closed. Numbers keep the digits of the files.
 */
public final class FoodMart {

  /** How many customers there are. */
  public static final int CUSTOMERS = 10_281;

  /** How many products there are. */
  public static final int PRODUCTS = 1_560;

  /** The stores that sell have the ids from 1 to this. */
  public static final int STORES = 24;

  /** How many baskets the sales of 1998 make. */
  public static final int BASKETS = 34_070;

  private FoodMart() {}

  /** 10,281 customers by id. */
  public static Stream<CustomerRow> customers() {
    return JsonLines.read("customer.json", CustomerRow.class);
  }

  /** 1,560 products by id. */
  public static Stream<ProductRow> products() {
    return JsonLines.read("product.json", ProductRow.class);
  }

  /** 110 product classes by id. */
  public static Stream<ProductClassRow> productClasses() {
    return JsonLines.read("product_class.json", ProductClassRow.class);
  }

  /** 25 stores by id, the head office (0) among them. */
  public static Stream<StoreRow> stores() {
    return JsonLines.read("store.json", StoreRow.class);
  }

  /** 164,558 sales of 1998. */
  public static Stream<SaleRow> sales() {
    return JsonLines.read("sales_fact_1998.json", SaleRow.class);
  }

  /** The deliveries to stores of 1997, then those of 1998. */
  public static Stream<InventoryRow> deliveries() {
    return Stream.of("inventory_fact_1997.json", "inventory_fact_1998.json")
        .flatMap(file -> JsonLines.read(file, InventoryRow.class));
  }

  /** The date of every {@code time_id}. */
  public static Map<Integer, LocalDate> dates() {
    try (var days = JsonLines.read("time_by_day.json", DayRow.class)) {
      return days.collect(Collectors.toUnmodifiableMap(DayRow::id, DayRow::date));
    }
  }

  /**
   * The sales of 1998 as baskets: rows with the same customer, day and store. They are numbered
   * from 1 in the order of their first row in the file, lines keep the order of the file.
   */
  public static List<Basket> baskets() {
    try (var sales = sales()) {
      return Baskets.group(sales, dates());
    }
  }
}
