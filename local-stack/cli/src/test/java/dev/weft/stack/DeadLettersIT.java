package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft dead-letters} on a stack that runs, as an operator uses it. */
@Order(2)
final class DeadLettersIT {

  private final TestStack stack = TestStack.shared();
  private final TypedCommand deadLetters = new TypedCommand("dead-letters");

  @AfterEach
  void leaveNothingBehind() {
    deadLetters.run("discard", "--all", "--yes");
  }

  @Test
  void anOperatorListsShowsRedrivesAndDiscards() throws Exception {
    assertThat(deadLetters.run("list")).isZero();
    assertThat(deadLetters.out()).isEqualTo("no dead letters.\n");
    long lost = dead("a shelf is missing", "one");
    long other = dead("something else", "two");

    assertThat(deadLetters.run("list", "--reason", "SHELF", "--since", "1h")).isZero();
    assertThat(deadLetters.out())
        .startsWith("1 dead letter:\n  stock/" + lost + "  ")
        .contains("foodmart.orders.OrderPlaced  key one  3 attempts\n", "a shelf is missing")
        .doesNotContain("something else");
    assertThat(deadLetters.run("show", "stock/" + other)).isZero();
    assertThat(deadLetters.out()).contains("something else").endsWith("payload:\n{\"a\":1}\n");

    assertThat(deadLetters.run("redrive", "stock/" + lost)).isZero();
    assertThat(deadLetters.out()).isEqualTo("1 dead letter redriven (stock 1).\n");
    assertThat(deadLetters.run("redrive", "stock/" + lost)).isZero();
    assertThat(deadLetters.out()).isEqualTo("No dead letter matches: nothing was redriven.\n");
    // Handled again, it says what the service says of it.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                deadLetters.json("list", "--reason", "no CloudEvent").path("matching").asInt()
                    == 1);

    assertThat(deadLetters.run("discard", "--reason", "something else", "--yes")).isZero();
    assertThat(deadLetters.out()).isEqualTo("1 dead letter discarded (stock 1).\n");
    var all = deadLetters.json("discard", "--all", "--yes", "--service", "stock");
    assertThat(all.path("touched").asInt()).isOne();
    assertThat(all.path("services").path("stock").asInt()).isOne();
    assertThat(stack.count("stock", "weft_dead_letter_audit where who like '% from 127.0.0.1'"))
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void mistakesAreToldAndTouchNothing() {
    dead("stays", "three");

    assertThat(deadLetters.run("redrive")).isEqualTo(2);
    assertThat(deadLetters.err()).contains("which ones?").contains("--all");
    assertThat(deadLetters.run("discard", "--all", "--type", "x")).isEqualTo(2);
    assertThat(deadLetters.run("discard", "17")).isEqualTo(2);
    assertThat(deadLetters.err()).contains("orders/17");
    assertThat(deadLetters.run("redrive", "stok/17")).isEqualTo(2);
    assertThat(deadLetters.err()).contains("there are: ", "stock");
    assertThat(deadLetters.run("list", "--service", "stok")).isEqualTo(2);
    assertThat(deadLetters.run("list", "--since", "yesterday")).isEqualTo(2);
    assertThat(deadLetters.run("show", "stock/999999")).isEqualTo(1);
    assertThat(deadLetters.err()).contains("there is no dead letter stock/999999");
    assertThat(deadLetters.run("discard", "--all", "--json")).isEqualTo(2);
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
}
