package dev.weft.payments;

import dev.weft.kit.Transaction;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Optional;

/** The statements on the table of accounts. An account is open when it has a credit limit. */
final class AccountTable {

  private static final String OF_CUSTOMER = "select * from account where customer_id = $1";

  private static final String OPEN =
      """
      insert into account (customer_id, credit_limit) values ($1, $2)
      on conflict (customer_id) do update
        set credit_limit = excluded.credit_limit where account.credit_limit is null
      """;

  private AccountTable() {}

  static Optional<Account> ofCustomer(Transaction tx, long customer) {
    return open(tx.one(OF_CUSTOMER, customer));
  }

  /**
   * The open account. No other transaction changes or opens it before this one ends: the row is
   * locked whatever its limit.
   */
  static Optional<Account> lock(Transaction tx, long customer) {
    return open(tx.one(OF_CUSTOMER + " for update", customer));
  }

  private static Optional<Account> open(Optional<Row> account) {
    return account.filter(row -> row.getBigDecimal("credit_limit") != null).map(Account::of);
  }

  /** Makes sure that there is a row, open or not. */
  static void expect(Transaction tx, long customer) {
    tx.queue("insert into account (customer_id) values ($1) on conflict do nothing", customer);
  }

  static void open(Transaction tx, long customer, BigDecimal limit) {
    tx.queue(OPEN, customer, limit);
  }

  static void refund(Transaction tx, long customer, BigDecimal amount) {
    charge(tx, customer, amount.negate());
  }

  static void charge(Transaction tx, long customer, BigDecimal amount) {
    tx.queue("update account set balance = balance + $2 where customer_id = $1", customer, amount);
  }
}
