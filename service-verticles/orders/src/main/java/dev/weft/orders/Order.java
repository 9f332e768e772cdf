package dev.weft.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An order as the API tells it; there is a reason only for one that was cancelled. */
record Order(
    long id,
    long customerId,
    long storeId,
    LocalDate date,
    Status status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
    BigDecimal total,
    List<Line> lines) {

  enum Status {
    /** Bought and paid before Weft. */
    COMPLETED,
    PENDING,
    CONFIRMED,
    CANCELLED
  }

  /** One product of an order; the amount is for the whole quantity. */
  record Line(long productId, BigDecimal quantity, BigDecimal amount) {}

  static Order of(Row row) {
    return new Order(
        row.getLong("id"),
        row.getLong("customer_id"),
        row.getLong("store_id"),
        row.getLocalDate("date"),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        row.getBigDecimal("total"),
        lines(row));
  }

  private static List<Line> lines(Row row) {
    var products = row.getArrayOfLongs("products");
    var quantities = row.getArrayOfBigDecimals("quantities");
    var amounts = row.getArrayOfBigDecimals("amounts");
    return IntStream.range(0, products.length)
        .mapToObj(i -> new Line(products[i], quantities[i], amounts[i]))
        .toList();
  }
}
