package dev.weft.payments;

import dev.weft.kit.Transaction;
import java.util.List;
import java.util.Optional;

/** The statements on the table of payments. */
final class PaymentTable {

  private static final String OPEN =
      """
      insert into payment (order_id, customer_id, amount, status) values ($1, $2, $3, 'WAITING')
      on conflict do nothing
      """;

  private static final String REFUSE =
      """
      insert into payment (order_id, customer_id, amount, status, reason)
      values ($1, $2, $3, 'DECLINED', $4) on conflict do nothing
      """;

  private static final String WAITING =
      "select * from payment where customer_id = $1 and status = 'WAITING' order by order_id";

  private PaymentTable() {}

  static Optional<Payment> ofOrder(Transaction tx, long order) {
    return tx.one("select * from payment where order_id = $1", order).map(Payment::of);
  }

  static List<Payment> waiting(Transaction tx, long customer) {
    return tx.all(WAITING, customer).stream().map(Payment::of).toList();
  }

  /** Answers false if the order had its payment before. */
  static boolean open(Transaction tx, StockReserved order) {
    return tx.update(OPEN, order.orderId(), order.customerId(), order.total()) == 1;
  }

  /** Declines an order that was not heard of yet; answers false if it has its payment. */
  static boolean refuse(Transaction tx, OrderCancelled order, String reason) {
    return tx.update(REFUSE, order.orderId(), order.customerId(), order.total(), reason) == 1;
  }

  static void refunded(Transaction tx, long order) {
    tx.queue("update payment set status = 'REFUNDED' where order_id = $1", order);
  }

  static void taken(Transaction tx, long order) {
    tx.queue("update payment set status = 'TAKEN' where order_id = $1", order);
  }

  static void declined(Transaction tx, long order, String reason) {
    tx.queue(
        "update payment set status = 'DECLINED', reason = $2 where order_id = $1", order, reason);
  }
}
