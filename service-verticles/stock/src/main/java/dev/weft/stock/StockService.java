package dev.weft.stock;

import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;

/**
 * Reserves the units of an order, all or none, and releases them when the order is not paid or
 * cancelled.
 */
public final class StockService implements Service {

  private static final Operation LEVELS =
      Operation.of("What every store has of a product.")
          .needsQuery("product", long.class)
          .answersListOf(Level.class)
          .refuses(400);
  private static final Operation RESERVATION =
      Operation.of("What is reserved for an order, if it was decided yet.")
          .needsQuery("order", long.class)
          .answers(Reservation.class)
          .answersNothing()
          .refuses(400);

  static void main(String[] args) {
    Weft.run(new StockService(), args);
  }

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public void define(ServiceDefinition stock) {
    stock
        .get("/stock", this::levels, LEVELS)
        .get("/reservations", this::reservation, RESERVATION)
        .on(OrderPlaced.class, Reserving::reserve)
        .on(PaymentDeclined.class, (m, tx) -> Reserving.release(m.orderId(), tx))
        .on(OrderCancelled.class, Reserving::cancel)
        .emits(StockReserved.class, StockRejected.class)
        .migrations("db/stock")
        .firstLoad(new StockLoad());
  }

  private Answer levels(Request request, Transaction tx) {
    return Answer.ok(LevelTable.ofProduct(tx, wanted(request, "product")));
  }

  private Answer reservation(Request request, Transaction tx) {
    return ReservationTable.ofOrder(tx, wanted(request, "order"))
        .map(Answer::ok)
        .orElseGet(Answer::noContent);
  }

  private static long wanted(Request request, String name) {
    return request
        .longQuery(name)
        .orElseThrow(() -> Refusal.badRequest("no-" + name, "which? " + name + "=<id>"));
  }
}
