package dev.weft.payments;

import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;

/** Opens an account for every customer, and charges orders to it up to its credit limit. */
public final class PaymentsService implements Service {

  private static final Operation ACCOUNT =
      Operation.of("The account of a customer.")
          .path("customerId", long.class)
          .answers(Account.class)
          .refuses(404);
  private static final Operation PAYMENT =
      Operation.of("The payment of an order, if there is one yet.")
          .needsQuery("order", long.class)
          .answers(Payment.class)
          .answersNothing()
          .refuses(400);

  static void main(String[] args) {
    Weft.run(new PaymentsService(), args);
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public void define(ServiceDefinition payments) {
    payments
        .get("/accounts/{customerId}", this::account, ACCOUNT)
        .get("/payments", this::payment, PAYMENT)
        .on(CustomerRegistered.class, Charging::open)
        .on(StockReserved.class, Charging::charge)
        .on(OrderCancelled.class, Charging::cancel)
        .emits(PaymentTaken.class, PaymentDeclined.class)
        .migrations("db/payments");
  }

  private Answer account(Request request, Transaction tx) {
    var customer = request.longParameter("customerId");
    return AccountTable.ofCustomer(tx, customer)
        .map(Answer::ok)
        .orElseThrow(() -> Refusal.notFound("customer " + customer + " has no account"));
  }

  private Answer payment(Request request, Transaction tx) {
    var order =
        request
            .longQuery("order")
            .orElseThrow(() -> Refusal.badRequest("no-order", "which? order=<id>"));
    return PaymentTable.ofOrder(tx, order).map(Answer::ok).orElseGet(Answer::noContent);
  }
}
