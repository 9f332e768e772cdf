package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(PaymentsService.class)
class AccountsTest {

  private final RunningService payments;
  private final Customers customers;

  AccountsTest(RunningService payments) {
    this.payments = payments;
    this.customers = new Customers(payments);
  }

  @ParameterizedTest
  @CsvSource({
    "$10K - $30K, 1000.0000",
    "$30K - $50K, 2000.0000",
    "$50K - $70K, 3000.0000",
    "$70K - $90K, 4000.0000",
    "$90K - $110K, 5000.0000",
    "$110K - $130K, 6000.0000",
    "$130K - $150K, 7500.0000",
    "$150K +, 10000.0000",
    "a lot, 1000.0000",
  })
  void anAccountOpensWithALimitByIncome(String income, String limit) {
    long customer = customers.withIncome(income);
    assertThat(customers.account(customer))
        .isEqualTo(
            """
            {"customerId":%d,"creditLimit":%s,"balance":0.0000,"available":%s,"currency":"USD"}\
            """
                .formatted(customer, limit, limit));
  }

  @Test
  void aCustomerWhoIsToldOfAgainKeepsTheAccountAsItIs() {
    long customer = customers.withIncome("$30K - $50K");
    var order = Customers.order(customer, "12.3400");
    payments.deliver(order);
    customers.awaitPayment(order, "TAKEN");
    payments.deliver(new CustomerRegistered(customer, "$150K +"));
    payments.awaitQuiet();
    assertThat(customers.account(customer))
        .contains("\"creditLimit\":2000.0000,\"balance\":12.3400,\"available\":1987.6600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "99", "x"})
  void whoIsNotKnownHasNoAccount(String customer) {
    assertThat(payments.get("/accounts/" + customer).status()).isEqualTo(404);
  }

  @Test
  void anOrderThatNobodyKnowsHasNoPayment() {
    assertThat(payments.get("/payments?order=1").status()).isEqualTo(204);
    assertThat(payments.get("/payments").status()).isEqualTo(400);
    assertThat(payments.get("/payments?order=x").status()).isEqualTo(400);
  }
}
