package dev.weft.orders;

import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;

/** Takes orders, and confirms or cancels them by what stock and payments tell. */
public final class OrdersService implements Service {

  private static final int MOST_OF_A_LIST = 100;
  private static final int LIST = 20;

  private static final Operation ORDER =
      Operation.of("One order with its lines.")
          .path("id", long.class)
          .answers(Order.class)
          .refuses(404);
  private static final Operation ORDERS =
      Operation.of("The latest orders of a customer.")
          .needsQuery("customer", long.class)
          .query("limit", 1, MOST_OF_A_LIST, LIST)
          .answersListOf(Order.class)
          .refuses(400);
  private static final Operation PLACE =
      Operation.of("Places an order; stock and payments decide on it afterwards.")
          .takes(NewOrder.class)
          .creates(Order.class)
          .refuses(400, 422);

  static void main(String[] args) {
    Weft.run(new OrdersService(), args);
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public void define(ServiceDefinition orders) {
    orders
        .get("/orders/{id}", this::order, ORDER)
        .get("/orders", this::ordersOfCustomer, ORDERS)
        .post("/orders", this::place, PLACE)
        .on(
            ProductListed.class,
            (m, tx) -> Known.product(tx, m.productId(), m.price(), m.priceVersion()))
        .on(
            PriceChanged.class,
            (m, tx) -> Known.product(tx, m.productId(), m.price(), m.priceVersion()))
        .on(CustomerRegistered.class, (m, tx) -> Known.customer(tx, m.customerId()))
        .saga(Ordering.SAGA)
        .emits(OrderPlaced.class, OrderOverdue.class, OrderCancelled.class)
        .migrations("db/orders")
        .firstLoad(new OrdersLoad());
  }

  private Answer order(Request request, Transaction tx) {
    var id = request.longParameter("id");
    return OrderTable.byId(tx, id)
        .map(Answer::ok)
        .orElseThrow(() -> Refusal.notFound("there is no order " + id));
  }

  private Answer ordersOfCustomer(Request request, Transaction tx) {
    var customer =
        request
            .longQuery("customer")
            .orElseThrow(() -> Refusal.badRequest("no-customer", "whose orders? customer=<id>"));
    var limit = request.intQuery("limit", 1, MOST_OF_A_LIST, LIST);
    return Answer.ok(OrderTable.ofCustomer(tx, customer, limit));
  }

  private Answer place(Request request, Transaction tx) {
    var wanted = request.body(NewOrder.class);
    wanted.check();
    var order = OrderTable.place(tx, wanted, Pricing.price(tx, wanted));
    Ordering.start(tx, order);
    tx.emit(OrderPlaced.of(order));
    return Answer.created("/orders/" + order.id(), order);
  }
}
