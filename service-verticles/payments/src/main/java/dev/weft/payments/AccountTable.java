package dev.weft.payments;

import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.util.Optional;

/** The statements on the table of accounts. An account is open when it has a credit limit. */
final class AccountTable {

  private static final String OF_CUSTOMER =
      "select * from account where customer_id = $1 and credit_limit is not null";

  private static final String OPEN =
      """
      insert into account (customer_id, credit_limit) values ($1, $2)
      on conflict (customer_id) do update
        set credit_limit = excluded.credit_limit where account.credit_limit is null
      """;

  private AccountTable() {}

  static Optional<Account> ofCustomer(Transaction tx, long customer) {
    return tx.one(OF_CUSTOMER, customer).map(Account::of);
  }

  /** The open account, and no other transaction changes it before this one ends. */
  static Optional<Account> lock(Transaction tx, long customer) {
    return tx.one(OF_CUSTOMER + " for update", customer).map(Account::of);
  }

  /** Makes sure that there is a row, open or not. */
  static void expect(Transaction tx, long customer) {
    tx.queue("insert into account (customer_id) values ($1) on conflict do nothing", customer);
  }

  static void open(Transaction tx, long customer, BigDecimal limit) {
    tx.queue(OPEN, customer, limit);
  }

  static void charge(Transaction tx, long customer, BigDecimal amount) {
    tx.queue("update account set balance = balance + $2 where customer_id = $1", customer, amount);
  }
}
