package dev.weft.payments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The payment of an order as the API tells it; there is a reason only for one declined. */
record Payment(
    long orderId,
    long customerId,
    BigDecimal amount,
    String currency,
    Status status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

  static final String CURRENCY = "USD";

  enum Status {
    /** The customer's account is not open yet. */
    WAITING,
    TAKEN,
    DECLINED,
    /** Was taken, and given back as the order was cancelled. */
    REFUNDED
  }

  static Payment of(Row row) {
    return new Payment(
        row.getLong("order_id"),
        row.getLong("customer_id"),
        row.getBigDecimal("amount"),
        CURRENCY,
        Status.valueOf(row.getString("status")),
        row.getString("reason"));
  }
}
