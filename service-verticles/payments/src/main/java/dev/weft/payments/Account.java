package dev.weft.payments;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;

/** An account as the API tells it: the balance is what is owed, available what may still be. */
record Account(
    long customerId,
    BigDecimal creditLimit,
    BigDecimal balance,
    BigDecimal available,
    String currency) {

  static Account of(Row row) {
    var limit = row.getBigDecimal("credit_limit");
    var balance = row.getBigDecimal("balance");
    return new Account(
        row.getLong("customer_id"), limit, balance, limit.subtract(balance), Payment.CURRENCY);
  }

  boolean covers(BigDecimal amount) {
    return amount.compareTo(available) <= 0;
  }
}
