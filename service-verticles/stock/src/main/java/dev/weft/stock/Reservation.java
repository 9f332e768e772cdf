package dev.weft.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is kept for an order, as the API tells it; a rejected one has a reason and no lines. */
record Reservation(
    long orderId,
    long storeId,
    Status status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
    List<Line> lines) {

  enum Status {
    RESERVED,
    /** There was not enough, so nothing was reserved. */
    REJECTED,
    /** Is reserved no more, or never was, as the order was not paid or was cancelled. */
    RELEASED
  }

  record Line(long productId, int quantity) {}

  static Reservation of(Row row) {
    var products = row.getArrayOfLongs("products");
    var quantities = row.getArrayOfIntegers("quantities");
    return new Reservation(
        row.getLong("order_id"),
        row.getLong("store_id"),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        IntStream.range(0, products.length)
            .mapToObj(i -> new Line(products[i], quantities[i]))
            .toList());
  }
}
