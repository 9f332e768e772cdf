package dev.weft.customers;

import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Keeps the customers, and tells of every new one. */
public final class CustomersService implements Service {

  private static final int MOST_OF_A_PAGE = 100;
  private static final int PAGE = 20;

  private static final Operation CUSTOMER =
      Operation.of("One customer.").path("id", long.class).answers(Customer.class).refuses(404);
  private static final Operation LIST =
      Operation.of("Customers whose name contains a text, by id.")
          .query("name", String.class)
          .query("limit", 1, MOST_OF_A_PAGE, PAGE)
          .query("after", long.class)
          .answers(Page.class)
          .refuses(400);
  private static final Operation REGISTER =
      Operation.of("Registers a customer.")
          .takes(NewCustomer.class)
          .creates(Customer.class)
          .refuses(400, 422);

  static void main(String[] args) {
    Weft.run(new CustomersService(), args);
  }

  @Override
  public String name() {
    return "customers";
  }

  @Override
  public void define(ServiceDefinition customers) {
    customers
        .get("/customers/{id}", this::customer, CUSTOMER)
        .get("/customers", this::list, LIST)
        .post("/customers", this::register, REGISTER)
        .emits(CustomerRegistered.class)
        .migrations("db/customers")
        .firstLoad(new CustomersLoad());
  }

  private Answer customer(Request request, Transaction tx) {
    var id = request.longParameter("id");
    return CustomerTable.byId(tx, id)
        .map(Answer::ok)
        .orElseThrow(() -> Refusal.notFound("there is no customer " + id));
  }

  private Answer list(Request request, Transaction tx) {
    var limit = request.intQuery("limit", 1, MOST_OF_A_PAGE, PAGE);
    var after = request.longQuery("after").orElse(0);
    var found = CustomerTable.after(tx, after, request.query("name").orElse(null), limit + 1);
    return Answer.ok(Page.of(found, limit));
  }

  private Answer register(Request request, Transaction tx) {
    var today = LocalDate.now(ZoneOffset.UTC);
    var wanted = request.body(NewCustomer.class);
    wanted.check(today);
    var id = CustomerTable.nextId(tx);
    var row = wanted.row(id, today);
    CustomerTable.insert(tx, row);
    tx.emit(CustomerRegistered.of(row));
    return Answer.created("/customers/" + id, CustomerTable.byId(tx, id).orElseThrow());
  }
}
