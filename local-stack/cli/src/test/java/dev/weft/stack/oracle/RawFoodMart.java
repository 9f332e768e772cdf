package dev.weft.stack.oracle;

import dev.weft.stack.oracle.RawJson.Digits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The monolith's files, read and joined line by line into what the composed answers must say. */
final class RawFoodMart {
  private final Map<String, Map<String, @Nullable Object>> customers = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> products = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> classes = new HashMap<>();
  private final Map<String, String> dates = new HashMap<>();
  private final List<RawOrder> orders = new ArrayList<>();
  private final Map<String, List<RawOrder>> ordersOf = new HashMap<>();
  private final Map<String, Integer> shipped = new HashMap<>();

  /** A basket: all lines of one customer, day and store, numbered by its first line in the file. */
  record RawOrder(int id, String customer, String store, String date, List<RawLine> lines) {}

  record RawLine(Digits product, Digits quantity, Digits amount) {}

  RawFoodMart() {
    each("product_class.json", row -> classes.put(digits(row, "product_class_id"), row));
    each("product.json", row -> products.put(digits(row, "product_id"), row));
    each("customer.json", row -> customers.put(digits(row, "customer_id"), row));
    each(
        "time_by_day.json",
        row -> dates.put(digits(row, "time_id"), text(row, "the_date").substring(0, 10)));
    var baskets = new HashMap<List<String>, RawOrder>();
    each("sales_fact_1998.json", row -> addLine(baskets, row));
    Stream.of("inventory_fact_1997.json", "inventory_fact_1998.json")
        .forEach(file -> each(file, this::addShipment));
  }

  List<String> customerIds() {
    return List.copyOf(customers.keySet());
  }

  List<String> productIds() {
    return List.copyOf(products.keySet());
  }

  List<RawOrder> orders() {
    return orders;
  }

  List<RawOrder> newestOrders(String customer, int limit) {
    return ordersOf.getOrDefault(customer, List.of()).stream()
        .sorted(Comparator.comparing(RawOrder::date).thenComparingInt(RawOrder::id).reversed())
        .limit(limit)
        .toList();
  }

  Map<String, @Nullable Object> customer(String id) {
    var row = Objects.requireNonNull(customers.get(id));
    var api =
        renamed(
            row,
            Map.ofEntries(
                Map.entry("id", "customer_id"),
                Map.entry("accountNumber", "account_num"),
                Map.entry("fullName", "fullname"),
                Map.entry("firstName", "fname"),
                Map.entry("middleInitial", "mi"),
                Map.entry("lastName", "lname"),
                Map.entry("address", "address1"),
                Map.entry("address2", "address2"),
                Map.entry("city", "city"),
                Map.entry("stateProvince", "state_province"),
                Map.entry("postalCode", "postal_code"),
                Map.entry("country", "country"),
                Map.entry("phone", "phone1"),
                Map.entry("alternatePhone", "phone2"),
                Map.entry("birthdate", "birthdate"),
                Map.entry("maritalStatus", "marital_status"),
                Map.entry("yearlyIncome", "yearly_income"),
                Map.entry("gender", "gender"),
                Map.entry("totalChildren", "total_children"),
                Map.entry("childrenAtHome", "num_children_at_home"),
                Map.entry("education", "education"),
                Map.entry("accountOpened", "date_accnt_opened"),
                Map.entry("memberCard", "member_card"),
                Map.entry("occupation", "occupation"),
                Map.entry("carsOwned", "num_cars_owned")));
    api.put("homeowner", "Y".equals(row.get("houseowner")));
    return api;
  }

  Map<String, @Nullable Object> product(String id) {
    var row = Objects.requireNonNull(products.get(id));
    var api =
        renamed(
            row,
            Map.ofEntries(
                Map.entry("id", "product_id"),
                Map.entry("name", "product_name"),
                Map.entry("brand", "brand_name"),
                Map.entry("sku", "SKU"),
                Map.entry("price", "SRP"),
                Map.entry("classId", "product_class_id"),
                Map.entry("grossWeight", "gross_weight"),
                Map.entry("netWeight", "net_weight"),
                Map.entry("recyclablePackage", "recyclable_package"),
                Map.entry("lowFat", "low_fat"),
                Map.entry("unitsPerCase", "units_per_case"),
                Map.entry("casesPerPallet", "cases_per_pallet"),
                Map.entry("shelfWidth", "shelf_width"),
                Map.entry("shelfHeight", "shelf_height"),
                Map.entry("shelfDepth", "shelf_depth")));
    api.putAll(
        renamed(
            Objects.requireNonNull(classes.get(digits(row, "product_class_id"))),
            Map.of(
                "subcategory",
                "product_subcategory",
                "category",
                "product_category",
                "department",
                "product_department",
                "family",
                "product_family")));
    return api;
  }

  /** An order as the API shows it; with the product inside every line where {@code joined}. */
  Map<String, @Nullable Object> order(RawOrder order, boolean joined) {
    var api = new LinkedHashMap<String, @Nullable Object>();
    api.put("id", RawJson.number(order.id()));
    api.put("customerId", new Digits(order.customer()));
    api.put("storeId", new Digits(order.store()));
    api.put("date", order.date());
    api.put("status", "COMPLETED");
    api.put(
        "total",
        RawJson.number(
            order.lines().stream()
                .map(line -> new BigDecimal(line.amount().text()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString()));
    api.put("lines", order.lines().stream().map(line -> line(line, joined)).toList());
    return api;
  }

  /** Units shipped to a store in both years, beside what it opened with. */
  int shipped(String product, int store) {
    return shipped.getOrDefault(product + "@" + store, 0);
  }

  private Map<String, @Nullable Object> line(RawLine line, boolean joined) {
    var api = new LinkedHashMap<String, @Nullable Object>();
    api.put("productId", line.product());
    api.put("quantity", line.quantity());
    api.put("amount", line.amount());
    if (joined) {
      api.put("product", product(line.product().text()));
    }
    return api;
  }

  private void addLine(Map<List<String>, RawOrder> baskets, Map<String, @Nullable Object> row) {
    var key = List.of(digits(row, "customer_id"), digits(row, "time_id"), digits(row, "store_id"));
    var order = baskets.get(key);
    if (order == null) {
      String date = Objects.requireNonNull(dates.get(key.get(1)));
      order = new RawOrder(orders.size() + 1, key.get(0), key.get(2), date, new ArrayList<>());
      baskets.put(key, order);
      orders.add(order);
      ordersOf.computeIfAbsent(key.get(0), any -> new ArrayList<>()).add(order);
    }
    order
        .lines()
        .add(
            new RawLine(
                number(row, "product_id"), number(row, "unit_sales"), number(row, "store_sales")));
  }

  private void addShipment(Map<String, @Nullable Object> row) {
    shipped.merge(
        digits(row, "product_id") + "@" + digits(row, "store_id"),
        Integer.parseInt(digits(row, "units_shipped")),
        Integer::sum);
  }

  private static Map<String, @Nullable Object> renamed(
      Map<String, @Nullable Object> row, Map<String, String> names) {
    var api = new LinkedHashMap<String, @Nullable Object>();
    names.forEach((name, column) -> api.put(name, row.get(column)));
    return api;
  }

  private static Digits number(Map<String, @Nullable Object> row, String column) {
    return (Digits) Objects.requireNonNull(row.get(column), column);
  }

  private static String digits(Map<String, @Nullable Object> row, String column) {
    return number(row, column).text();
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return (String) Objects.requireNonNull(row.get(column), column);
  }

  private static void each(String file, Consumer<Map<String, @Nullable Object>> use) {
    var stream = Objects.requireNonNull(RawFoodMart.class.getResourceAsStream("/" + file), file);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          use.accept(RawJson.object(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
