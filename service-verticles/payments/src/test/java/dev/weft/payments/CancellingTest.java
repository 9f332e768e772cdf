package dev.weft.payments;

import dev.weft.testkit.Scenario;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

@ServiceTest(PaymentsService.class)
final class CancellingTest {

  private static final CustomerRegistered POOR = new CustomerRegistered(8, "$10K - $30K");
  private static final BigDecimal TOTAL = new BigDecimal("7.8900");
  private static final StockReserved ORDER = new StockReserved(9, 8, TOTAL);
  private static final OrderCancelled CANCELLED = new OrderCancelled(9, 8, TOTAL);
  private static final String PAYMENTS = "select order_id, status from payment order by order_id";
  private static final String BALANCE = "select balance from account";

  private final Scenario payments;

  CancellingTest(Scenario payments) {
    this.payments = payments;
  }

  @Test
  void whatWasChargedIsGivenBackOnceWhenTheOrderIsCancelled() {
    payments
        .given(POOR, new StockReserved(7, 8, new BigDecimal("5.0000")), ORDER)
        .when(CANCELLED, CANCELLED)
        .rows(PAYMENTS, "7 | TAKEN", "9 | REFUNDED")
        .rows(BALANCE, "5.0000");
  }

  @Test
  void anOrderThatIsCancelledBeforeItIsHeardOfIsNeverCharged() {
    payments
        .given(POOR, CANCELLED)
        .when(ORDER)
        .emittedNothing()
        .rows(PAYMENTS, "9 | DECLINED")
        .rows(BALANCE, "0.0000");
  }

  @Test
  void anOrderThatIsCancelledWhileItWaitsForTheAccountIsNeverCharged() {
    payments
        .given(ORDER, CANCELLED)
        .when(POOR)
        .rows(PAYMENTS, "9 | DECLINED")
        .rows(BALANCE, "0.0000");
  }
}
