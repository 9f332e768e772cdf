package dev.weft.orders;

import dev.weft.kit.Transaction;
import dev.weft.kit.saga.Next;
import dev.weft.kit.saga.Saga;
import dev.weft.kit.saga.Step;
import java.time.Duration;
import java.util.Set;

/**
 * The saga of an order: stock reserves, payments charge, and the order is confirmed or cancelled.
 *
 * <p>Messages of two types have no order between them, so what payments tell is taken in every
 * state: it may come before this service has heard of the reservation that it rests on.
 *
 * <p>The table of the orders has the last word. An instance of a version without this saga may have
 * decided an order; then the saga ends as the order did.
 */
final class Ordering {

  /** How long stock, and then payments, may take to answer. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  enum State {
    AWAITING_STOCK,
    AWAITING_PAYMENT,
    CONFIRMED,
    CANCELLED
  }

  /** What an order's saga keeps. */
  record Placed(long orderId) {}

  private static final Set<State> OPEN = Set.of(State.AWAITING_STOCK, State.AWAITING_PAYMENT);

  // region saga
  static final Saga<State, Placed> SAGA =
      Saga.named("order", State.class, Placed.class)
          .startsIn(State.AWAITING_STOCK)
          .endsIn(State.CONFIRMED, State.CANCELLED)
          .on(
              State.AWAITING_STOCK,
              StockReserved.class,
              (_, _, step) -> step.to(State.AWAITING_PAYMENT))
          .on(OPEN, StockRejected.class, (order, m, step) -> refused(order, m.reason(), step))
          .on(OPEN, PaymentDeclined.class, (order, m, step) -> refused(order, m.reason(), step))
          .on(OPEN, PaymentTaken.class, Ordering::paid)
          .on(OPEN, OrderOverdue.class, Ordering::overdue)
          .timeoutsBy(OrderOverdue.class, order -> new OrderOverdue(order.orderId()))
          .timeout(State.AWAITING_STOCK, PATIENCE)
          .timeout(State.AWAITING_PAYMENT, PATIENCE)
          .undoneBy(OrderCancelled.class)
          .ifAbsent(Ordering::takeUp)
          .build();

  // endregion

  private Ordering() {}

  // region start
  static void start(Transaction tx, Order order) {
    SAGA.start(tx, order.id(), new Placed(order.id()), OrderCancelled.of(order));
  }

  // endregion

  /** An order that an instance of a version without this saga has placed. */
  private static void takeUp(String key, Transaction tx) {
    OrderTable.byId(tx, Long.parseLong(key))
        .filter(order -> order.status() == Order.Status.PENDING)
        .ifPresent(order -> start(tx, order));
  }

  /** Whoever has refused it has undone its own part, and told the one before it. */
  private static Next<State, Placed> refused(
      Placed order, String reason, Step<State, Placed> step) {
    return OrderTable.cancel(step.tx(), order.orderId(), reason)
        ? step.to(State.CANCELLED)
        : decided(order, step);
  }

  private static Next<State, Placed> paid(
      Placed order, PaymentTaken taken, Step<State, Placed> step) {
    return OrderTable.confirm(step.tx(), order.orderId())
        ? step.to(State.CONFIRMED)
        : decided(order, step);
  }

  // region overdue
  private static Next<State, Placed> overdue(
      Placed order, OrderOverdue overdue, Step<State, Placed> step) {
    var silent = step.state() == State.AWAITING_STOCK ? "stock" : "payments";
    var reason = "no answer from " + silent + " within " + PATIENCE.toMinutes() + " minutes";
    return OrderTable.cancel(step.tx(), order.orderId(), reason)
        ? step.to(State.CANCELLED).compensating(reason)
        : decided(order, step);
  }

  // endregion

  private static Next<State, Placed> decided(Placed order, Step<State, Placed> step) {
    var status = OrderTable.byId(step.tx(), order.orderId()).orElseThrow().status();
    return step.to(State.valueOf(status.name()));
  }
}
