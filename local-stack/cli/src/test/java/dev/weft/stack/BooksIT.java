package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./weft books} on a stack that runs, as an operator uses it. */
@Order(2)
final class BooksIT {

  private static final String REGISTERED = "foodmart.customers.CustomerRegistered::payments";

  private final TypedCommand books = new TypedCommand("books");

  @Test
  void afterTheFirstLoadEveryMessageIsAccountedFor() throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(this::everythingBalances);

    var payments = books.json("payments").path("services").path("payments");
    var registered = subscription(payments, REGISTERED);
    assertThat(registered.path("published").asLong()).isGreaterThanOrEqualTo(10_281);
    assertThat(registered.path("opening").asLong()).isZero();
    assertThat(registered.path("consumed")).isEqualTo(registered.path("published"));
    assertThat(registered.path("waiting").isNumber()).as("the observer tells").isTrue();
    assertThat(books.run()).isZero();
    assertThat(books.out())
        .contains("foodmart.customers.CustomerRegistered\n  from customers ", "  to payments ")
        .doesNotContain("alarm");

    assertThat(books.run("open", REGISTERED)).isZero();
    assertThat(books.out()).isEqualTo("The books of " + REGISTERED + " are open anew.\n");
    assertThat(books.run()).isZero();
  }

  @Test
  void mistakesAreTold() {
    assertThat(books.run("stok")).isEqualTo(2);
    assertThat(books.err()).contains("there are: ", "stock");
    assertThat(books.run("open", "stock")).isEqualTo(2);
    assertThat(books.err()).contains("TYPE::SERVICE");
    assertThat(books.run("open", "foodmart.orders.OrderPlaced::payments")).isEqualTo(2);
    assertThat(books.err()).contains("there is no subscription", REGISTERED);
    assertThat(books.run("--url", "http://127.0.0.1:1")).isEqualTo(1);
  }

  private boolean everythingBalances() throws Exception {
    var all = books.json();
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
}
