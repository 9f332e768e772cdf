package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft books} on a stack that runs, as an operator uses it. */
@Order(2)
final class BooksIT {

  private static final String REGISTERED = "foodmart.customers.CustomerRegistered::payments";

  private final TestStack stack = TestStack.shared();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void useTheStack() {
    System.setProperty("weft.home", stack.home().toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty("weft.home");
  }

  @Test
  void afterTheFirstLoadEveryMessageIsAccountedFor() throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(this::everythingBalances);

    var payments = json("payments").path("services").path("payments");
    var registered = subscription(payments, REGISTERED);
    assertThat(registered.path("published").asLong()).isGreaterThanOrEqualTo(10_281);
    assertThat(registered.path("opening").asLong()).isZero();
    assertThat(registered.path("consumed")).isEqualTo(registered.path("published"));
    assertThat(registered.path("waiting").isNumber()).as("the observer tells").isTrue();
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains("foodmart.customers.CustomerRegistered\n  from customers ", "  to payments ")
        .doesNotContain("alarm");

    assertThat(run("open", REGISTERED)).isZero();
    assertThat(out.toString()).isEqualTo("The books of " + REGISTERED + " are open anew.\n");
    assertThat(run()).isZero();
  }

  @Test
  void mistakesAreTold() {
    assertThat(run("stok")).isEqualTo(2);
    assertThat(err.toString()).contains("there are: ", "stock");
    assertThat(run("open", "stock")).isEqualTo(2);
    assertThat(err.toString()).contains("TYPE::SERVICE");
    assertThat(run("open", "foodmart.orders.OrderPlaced::payments")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no subscription", REGISTERED);
    assertThat(run("--url", "http://127.0.0.1:1")).isEqualTo(1);
  }

  private boolean everythingBalances() throws Exception {
    var all = json();
    assertThat(all.path("balances").asBoolean()).isTrue();
    int count = 0;
    for (var service : all.path("services")) {
      for (var book : service.path("subscriptions")) {
        count++;
        if (!book.path("verdict").asText().equals("balances")) {
          return false;
        }
      }
    }
    assertThat(count).as("a book for each queue of the broker").isEqualTo(queues());
    return true;
  }

  private static int queues() throws IOException {
    var file = Files.readString(Path.of("../../conf/broker/broker.xml"));
    return Pattern.compile("<queue name=\"foodmart").matcher(file).results().toList().size();
  }

  private static JsonNode subscription(JsonNode service, String name) {
    for (var book : service.path("subscriptions")) {
      if (book.path("subscription").asText().equals(name)) {
        return book;
      }
    }
    throw new AssertionError("no " + name + " in " + service);
  }

  private JsonNode json(String... arguments) throws Exception {
    var with = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, with, 0, arguments.length);
    with[arguments.length] = "--json";
    assertThat(run(with)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    var all = new String[arguments.length + 1];
    all[0] = "books";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return WeftCommand.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
