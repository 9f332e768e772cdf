package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft dead-letters} on a stack that runs, as an operator uses it. */
@Order(2)
final class DeadLettersIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestStack stack = TestStack.shared();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void useTheStack() {
    System.setProperty("weft.home", stack.home().toString());
  }

  @AfterEach
  void leaveNothingBehind() {
    run("discard", "--all", "--yes");
    System.clearProperty("weft.home");
  }

  @Test
  void anOperatorListsShowsRedrivesAndDiscards() throws Exception {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).isEqualTo("no dead letters.\n");
    long lost = dead("a shelf is missing", "one");
    long other = dead("something else", "two");

    assertThat(run("list", "--reason", "SHELF", "--since", "1h")).isZero();
    assertThat(out.toString())
        .startsWith("1 dead letter:\n  stock/" + lost + "  ")
        .contains("foodmart.orders.OrderPlaced  key one  3 attempts\n", "a shelf is missing")
        .doesNotContain("something else");
    assertThat(run("show", "stock/" + other)).isZero();
    assertThat(out.toString()).contains("something else").endsWith("payload:\n{\"a\":1}\n");

    assertThat(run("redrive", "stock/" + lost)).isZero();
    assertThat(out.toString()).isEqualTo("1 dead letter redriven (stock 1).\n");
    assertThat(run("redrive", "stock/" + lost)).isZero();
    assertThat(out.toString()).isEqualTo("No dead letter matches: nothing was redriven.\n");
    // Handled again, it says what the service says of it.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> json("list", "--reason", "no CloudEvent").path("matching").asInt() == 1);

    assertThat(run("discard", "--reason", "something else", "--yes")).isZero();
    assertThat(out.toString()).isEqualTo("1 dead letter discarded (stock 1).\n");
    var all = json("discard", "--all", "--yes", "--service", "stock");
    assertThat(all.path("touched").asInt()).isOne();
    assertThat(all.path("services").path("stock").asInt()).isOne();
    assertThat(stack.count("stock", "weft_dead_letter_audit where who like '% from 127.0.0.1'"))
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void mistakesAreToldAndTouchNothing() {
    dead("stays", "three");

    assertThat(run("redrive")).isEqualTo(2);
    assertThat(err.toString()).contains("which ones?").contains("--all");
    assertThat(run("discard", "--all", "--type", "x")).isEqualTo(2);
    assertThat(run("discard", "17")).isEqualTo(2);
    assertThat(err.toString()).contains("orders/17");
    assertThat(run("redrive", "stok/17")).isEqualTo(2);
    assertThat(err.toString()).contains("there are: ", "stock");
    assertThat(run("list", "--service", "stok")).isEqualTo(2);
    assertThat(run("list", "--since", "yesterday")).isEqualTo(2);
    assertThat(run("show", "stock/999999")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no dead letter stock/999999");
    assertThat(run("discard", "--all", "--json")).isEqualTo(2);
    assertThat(stack.count("stock", "weft_dead_letter")).isOne();
  }

  /** A message that is none, so that stock gives it up again whenever it is redriven. */
  private long dead(String reason, String key) {
    return stack
        .number(
            "stock",
            """
            insert into weft_dead_letter (subscription, source, message_id, type, key, payload,
                   reason, attempts, trace_id)
            values ('foodmart.orders.OrderPlaced::stock', '/test', gen_random_uuid()::text,
                   'foodmart.orders.OrderPlaced', '%s', '{"a":1}', '%s', 3, md5('x'))
            returning id
            """
                .formatted(key, reason))
        .longValueExact();
  }

  private JsonNode json(String... arguments) throws Exception {
    var with = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, with, 0, arguments.length);
    with[arguments.length] = "--json";
    assertThat(run(with)).isZero();
    return JSON.readTree(out.toString());
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    var all = new String[arguments.length + 1];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return WeftCommand.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
