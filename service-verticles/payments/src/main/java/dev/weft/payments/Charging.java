package dev.weft.payments;

import dev.weft.kit.Transaction;
import java.math.BigDecimal;

/**
 * The part of payments in the saga of an order. The payment is written first: it is what makes a
 * message that comes again do nothing.
 *
 * <p>An order can be heard of before its customer, as messages of two types have no order between
 * them. Then its payment waits, and is charged when the account opens. Both sides insert the row of
 * the account and hold its lock to their end, so the later one always sees what the other did.
 */
final class Charging {

  private static final String CANCELLED = "the order was cancelled";

  private Charging() {}

  static void charge(StockReserved order, Transaction tx) {
    if (!PaymentTable.open(tx, order)) {
      return;
    }
    AccountTable.expect(tx, order.customerId());
    var account = AccountTable.lock(tx, order.customerId());
    if (account.isPresent()) {
      settle(order.orderId(), order.total(), account.get(), tx);
    }
  }

  /**
   * An order that was not heard of yet is noted as declined, so that it is never charged. Else the
   * account is locked before its payment is looked at: it may be about to be charged.
   */
  static void cancel(OrderCancelled order, Transaction tx) {
    if (PaymentTable.refuse(tx, order, CANCELLED)) {
      return;
    }
    AccountTable.expect(tx, order.customerId());
    var _ = AccountTable.lock(tx, order.customerId());
    var payment = PaymentTable.ofOrder(tx, order.orderId()).orElseThrow();
    switch (payment.status()) {
      case WAITING -> PaymentTable.declined(tx, order.orderId(), CANCELLED);
      case TAKEN -> {
        AccountTable.refund(tx, payment.customerId(), payment.amount());
        PaymentTable.refunded(tx, order.orderId());
      }
      case DECLINED, REFUNDED -> {}
    }
  }

  static void open(CustomerRegistered customer, Transaction tx) {
    AccountTable.open(tx, customer.customerId(), CreditLimits.of(customer.yearlyIncome()));
    for (var payment : PaymentTable.waiting(tx, customer.customerId())) {
      var account = AccountTable.lock(tx, customer.customerId()).orElseThrow();
      settle(payment.orderId(), payment.amount(), account, tx);
    }
  }

  private static void settle(long order, BigDecimal amount, Account account, Transaction tx) {
    if (account.covers(amount)) {
      AccountTable.charge(tx, account.customerId(), amount);
      PaymentTable.taken(tx, order);
      tx.emit(new PaymentTaken(order, amount));
    } else {
      var reason =
          "credit limit %s %s: %s available, %s wanted"
              .formatted(
                  account.creditLimit().toPlainString(),
                  account.currency(),
                  account.available().toPlainString(),
                  amount.toPlainString());
      PaymentTable.declined(tx, order, reason);
      tx.emit(new PaymentDeclined(order, reason));
    }
  }
}
