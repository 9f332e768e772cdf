package dev.weft.payments;

import dev.weft.testkit.Call;
import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(PaymentsService.class)
final class AccountsTest {

  private final Scenario payments;

  AccountsTest(Scenario payments) {
    this.payments = payments;
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
    payments
        .given(new CustomerRegistered(8, income))
        .when(Call.get("/accounts/8"))
        .answered(200, account(limit, "0.0000", limit));
  }

  @Test
  void aCustomerWhoIsToldOfAgainKeepsTheAccountAsItIs() {
    payments
        .given(
            new CustomerRegistered(8, "$30K - $50K"),
            new StockReserved(7, 8, new BigDecimal("12.3400")),
            new CustomerRegistered(8, "$150K +"))
        .when(Call.get("/accounts/8"))
        .answered(200, account("2000.0000", "12.3400", "1987.6600"));
  }

  private static String account(String limit, String balance, String available) {
    return """
    {"customerId":8,"creditLimit":%s,"balance":%s,"available":%s,"currency":"USD"}\
    """
        .formatted(limit, balance, available);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "99", "x"})
  void whoIsNotKnownHasNoAccount(String customer) {
    payments.when(Call.get("/accounts/" + customer)).answered(404);
  }

  @Test
  void anOrderThatNobodyKnowsHasNoPayment() {
    payments.when(Call.get("/payments?order=1")).answered(204);
    payments.when(Call.get("/payments")).answered(400);
    payments.when(Call.get("/payments?order=x")).answered(400);
  }
}
