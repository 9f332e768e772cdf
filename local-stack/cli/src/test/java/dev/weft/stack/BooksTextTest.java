package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Books as an operator reads them. */
final class BooksTextTest {

  private static final String ORDERS =
      """
      {"types": [{"type": "t.Placed", "published": 12, "waiting": 16000, "waitingAtLeast": true,
                  "scheduled": 3, "scheduledAtLeast": false, "dead": 1}],
       "subscriptions": [], "alarms": []}
      """;

  @Test
  void eachTypeStandsWithItsPublishersAndItsSubscriptions() throws Exception {
    var text = text("\"balances\"", "\"balances\"", false);

    assertThat(text.balances()).isTrue();
    assertThat(text.lines()).hasSize(4);
    assertThat(text.lines().get(1)).isEqualTo("t.Placed");
    assertThat(text.lines().get(2).split(" +"))
        .containsExactly("", "from", "orders", "12", "1", "16000+", "3");
    assertThat(text.lines().get(3).split(" +"))
        .containsExactly("", "to", "stock", "12", "2", "7", "1", "2", "0", "?", "balances");
    assertThat(text.lines().get(0).indexOf("waiting"))
        .isEqualTo(text.lines().get(2).indexOf("16000+") - 1);
  }

  @Test
  void whatDidNotBalanceWhenNothingMovedLastIsToldAndIsNoSuccess() throws Exception {
    var text = text("\"in motion\"", "\"short by 3\"", true);

    assertThat(text.balances()).isFalse();
    assertThat(text.lines().get(3)).endsWith("in motion; short by 3 when nothing moved last");
    assertThat(text.lines().getLast()).isEqualTo("alarm: look here");
  }

  private static BooksText text(String verdict, String last, boolean alarm) throws Exception {
    var stock =
        """
        {"types": [], "subscriptions": [{"subscription": "t.Placed::stock", "published": 12,
          "opening": 2, "consumed": 7, "held": 1, "dead": 2, "discarded": 0, "waiting": null,
          "verdict": %s, "lastVerdict": %s, "alarm": %s}], "alarms": [%s]}
        """
            .formatted(verdict, last, alarm, alarm ? "\"look here\"" : "");
    var json = new ObjectMapper();
    ObjectNode services = json.createObjectNode();
    services.set("orders", json.readTree(ORDERS));
    services.set("stock", json.readTree(stock));
    return new BooksText(services);
  }
}
