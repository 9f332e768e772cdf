package dev.weft.payments;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(PaymentsService.class)
final class ContractTest {

  private final RunningService payments;
  private final Customers customers;

  ContractTest(RunningService payments) {
    this.payments = payments;
    this.customers = new Customers(payments);
  }

  @Test
  void publishesAnOpenApi31DocumentThatItsAnswersKeepTo() {
    var contract = payments.contract();

    long customer = customers.withIncome("$30K - $50K");
    var taken = Customers.order(customer, "12.3400");
    payments.deliver(taken);
    customers.awaitPayment(taken, "TAKEN");
    var declined = Customers.order(customer, "1000000.0000");
    payments.deliver(declined);
    customers.awaitPayment(declined, "DECLINED");

    contract.checkAnswer("get /accounts/{customerId}", payments.get("/accounts/" + customer));
    contract.checkAnswer("get /payments", payments.get("/payments?order=" + taken.orderId()));
    contract.checkAnswer("get /payments", payments.get("/payments?order=" + declined.orderId()));
  }
}
