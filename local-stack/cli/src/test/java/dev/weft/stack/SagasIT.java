package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft sagas} on a stack that runs, as an operator uses it. */
@Order(2)
final class SagasIT {

  private final TestStack stack = TestStack.shared();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void useTheStack() {
    System.setProperty("weft.home", stack.home().toString());
  }

  @AfterEach
  void leaveNothingBehind() {
    change("delete from weft_saga where key like 'test-%' returning 1");
    change("delete from weft_dead_letter where key like 'test-%' returning 1");
    System.clearProperty("weft.home");
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

    assertThat(run("list", "--stuck")).isZero();
    assertThat(out.toString())
        .startsWith("2 sagas:\n  orders/order/test-late  AWAITING_STOCK  since ")
        .contains("stuck\n      it is longer in its state than it should be\n")
        .contains("orders/order/test-dead  AWAITING_PAYMENT")
        .contains("foodmart.payments.PaymentTaken::orders is dead letter ")
        .contains(", attempt 5: no such row")
        .doesNotContain("test-fine");
    assertThat(run("list", "--state", "AWAITING_PAYMENT", "--saga", "order", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/sagas/0/key").asText())
        .isEqualTo("test-dead");
    assertThat(run("list", "--older", "1h")).isZero();
    assertThat(out.toString()).startsWith("1 saga:\n").contains("test-late");

    assertThat(run("show", "orders/order/test-late")).isZero();
    assertThat(out.toString())
        .startsWith("orders/order/test-late\n  saga          order\n")
        .contains("  data          {\"orderId\": 1}\n");
    assertThat(run("show", "orders/order/test-late", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("overdue").asBoolean()).isTrue();
  }

  @Test
  void mistakesAreTold() {
    assertThat(run("list", "--service", "stock")).isEqualTo(2);
    assertThat(err.toString()).contains("no service stock with sagas").contains("orders");
    assertThat(run("list", "--older", "yesterday")).isEqualTo(2);
    assertThat(run("list", "--limit", "0")).isEqualTo(2);
    assertThat(run("show", "17")).isEqualTo(2);
    assertThat(err.toString()).contains("orders/order/34071");
    assertThat(run("show", "orders/order/test-nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no saga orders/order/test-nobody");
    assertThat(run()).isEqualTo(2);
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

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    var all = new String[arguments.length + 1];
    all[0] = "sagas";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return WeftCommand.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
