package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft sagas} on a stack that runs, as an operator uses it. */
@Order(2)
final class SagasIT {

  private final TestStack stack = TestStack.shared();
  private final TypedCommand sagas = new TypedCommand("sagas");

  @AfterEach
  void leaveNothingBehind() {
    change("delete from weft_saga where key like 'test-%' returning 1");
    change("delete from weft_dead_letter where key like 'test-%' returning 1");
  }

  @Test
  void anOperatorFindsWhatIsStuckAndWhy() throws Exception {
    saga("test-fine", "AWAITING_STOCK", "now()");
    saga("test-late", "AWAITING_STOCK", "now() - interval '2 hours'");
    saga("test-dead", "AWAITING_PAYMENT", "now()");
    change(
        """
        insert into weft_dead_letter
               (subscription, source, message_id, type, key, payload, reason, attempts)
        values ('foodmart.payments.PaymentTaken::orders', '/test', gen_random_uuid()::text,
                'foodmart.payments.PaymentTaken', 'test-dead', '', 'no such row', 5) returning 1
        """);

    assertThat(sagas.run("list", "--stuck")).isZero();
    assertThat(sagas.out())
        .startsWith("2 sagas:\n  orders/order/test-late  AWAITING_STOCK  since ")
        .contains("stuck\n      it is longer in its state than it should be\n")
        .contains("orders/order/test-dead  AWAITING_PAYMENT")
        .contains("foodmart.payments.PaymentTaken::orders is dead letter ")
        .contains(", attempt 5: no such row")
        .doesNotContain("test-fine");
    var paying = sagas.json("list", "--state", "AWAITING_PAYMENT", "--saga", "order");
    assertThat(paying.at("/sagas/0/key").asText()).isEqualTo("test-dead");
    assertThat(sagas.run("list", "--older", "1h")).isZero();
    assertThat(sagas.out()).startsWith("1 saga:\n").contains("test-late");

    assertThat(sagas.run("show", "orders/order/test-late")).isZero();
    assertThat(sagas.out())
        .startsWith("orders/order/test-late\n  saga          order\n")
        .contains("  data          {\"orderId\": 1}\n");
    var late = sagas.json("show", "orders/order/test-late");
    assertThat(late.path("overdue").asBoolean()).isTrue();
  }

  @Test
  void mistakesAreTold() {
    assertThat(sagas.run("list", "--service", "stock")).isEqualTo(2);
    assertThat(sagas.err()).contains("no service stock with sagas").contains("orders");
    assertThat(sagas.run("list", "--older", "yesterday")).isEqualTo(2);
    assertThat(sagas.run("list", "--limit", "0")).isEqualTo(2);
    assertThat(sagas.run("show", "17")).isEqualTo(2);
    assertThat(sagas.err()).contains("orders/order/34071");
    assertThat(sagas.run("show", "orders/order/test-nobody")).isEqualTo(1);
    assertThat(sagas.err()).contains("there is no saga orders/order/test-nobody");
    assertThat(sagas.run()).isEqualTo(2);
  }

  private void saga(String key, String state, String entered) {
    change(
        """
        insert into weft_saga (saga, key, state, data, entered_at)
        values ('order', '%s', '%s', '{"orderId": 1}', %s) returning 1
        """
            .formatted(key, state, entered));
  }

  private void change(String statement) {
    var _ =
        stack.number("orders", "with changed as (" + statement + ") select count(*) from changed");
  }
}
