package dev.weft.payments;

import dev.weft.testkit.Call;
import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

@ServiceTest(PaymentsService.class)
final class ChargingTest {

  private static final CustomerRegistered POOR = new CustomerRegistered(8, "$10K - $30K");
  private static final String PAYMENTS =
      "select order_id, amount, status, reason from payment order by order_id";
  private static final String BALANCE = "select balance from account";

  private final Scenario payments;

  ChargingTest(Scenario payments) {
    this.payments = payments;
  }

  private static StockReserved order(long id, String total) {
    return new StockReserved(id, 8, new BigDecimal(total));
  }

  @Test
  void anOrderWithinTheCreditIsCharged() {
    payments
        .given(POOR)
        .when(order(7, "7.8900"))
        .emitted(new PaymentTaken(7, new BigDecimal("7.8900")))
        .rows(BALANCE, "7.8900")
        .and()
        .when(Call.get("/payments?order=7"))
        .answered(
            200,
            """
            {"orderId":7,"customerId":8,"amount":7.8900,"currency":"USD","status":"TAKEN"}\
            """);
  }

  // region scenario
  @Test
  void anOrderAboveTheCreditIsDeclinedWithTheReason() {
    var reason = "credit limit 1000.0000 USD: 1000.0000 available, 1000.0001 wanted";
    payments
        .given(new CustomerRegistered(8, "$10K - $30K"))
        .when(new StockReserved(7, 8, new BigDecimal("1000.0001")))
        .emitted(new PaymentDeclined(7, reason))
        .rows("select balance from account where customer_id = 8", "0.0000")
        .and()
        .when(Call.get("/payments?order=7"))
        .answered(
            200,
            """
            {"orderId":7,"customerId":8,"amount":1000.0001,"currency":"USD",
             "status":"DECLINED","reason":"%s"}
            """
                .formatted(reason));
  }

  // endregion

  @Test
  void theWholeCreditCanBeUsedToTheLastDigit() {
    payments
        .given(POOR)
        .when(order(7, "1000.0000"))
        .emitted(new PaymentTaken(7, new BigDecimal("1000.0000")))
        .rows("select credit_limit - balance from account", "0.0000");
  }

  @Test
  void anOrderThatComesAgainIsChargedOnce() {
    var order = order(7, "100.0000");
    payments.given(POOR).given(order).again().emittedNothing();
    // The same order in another message.
    payments.when(order).emittedNothing().rows(BALANCE, "100.0000");
  }

  @Test
  void anOrderThatComesBeforeItsCustomerWaitsForTheAccount() {
    payments
        .given(order(7, "600.0000"))
        .when(order(9, "600.0000"))
        .emittedNothing()
        .rows(PAYMENTS, "7 | 600.0000 | WAITING | null", "9 | 600.0000 | WAITING | null")
        .and()
        .when(Call.get("/accounts/8"))
        .answered(404);
    var reason = "credit limit 1000.0000 USD: 400.0000 available, 600.0000 wanted";
    payments
        .when(POOR)
        .emitted(new PaymentTaken(7, new BigDecimal("600.0000")), new PaymentDeclined(9, reason))
        .rows(BALANCE, "600.0000")
        .rows(PAYMENTS, "7 | 600.0000 | TAKEN | null", "9 | 600.0000 | DECLINED | " + reason);
  }
}
