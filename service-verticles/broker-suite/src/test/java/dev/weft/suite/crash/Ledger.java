package dev.weft.suite.crash;

import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.inbox.Counting;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** What must be in the database when all is quiet. The journal tells what was committed. */
final class Ledger {

  /** In the order in which one leads to the other. */
  static final SubscriptionName PLACED = subscription("foodmart.orders.OrderPlaced");

  static final SubscriptionName RESERVED = subscription("foodmart.stock.StockReserved");

  private static final String DUE =
      "SELECT key, number FROM journal WHERE number % " + CrashingService.DOOMED + " <> 0";
  private static final String DOOMED =
      "SELECT key, number FROM journal WHERE number % " + CrashingService.DOOMED + " = 0";
  private static final String DEAD =
      """
      SELECT key, (convert_from(payload, 'UTF8')::json ->> 'number')::int AS number
        FROM weft_dead_letter\
      """;
  private static final String TWICE =
      "SELECT reader, key, number FROM effect GROUP BY 1, 2, 3 HAVING count(*) > 1";
  private static final String INVERTED =
      """
      SELECT reader, key, number, before FROM (
        SELECT *, lag(number) OVER (PARTITION BY reader, key ORDER BY n) AS before
          FROM effect) AS in_order
       WHERE before >= number\
      """;

  private final TestDatabase database;

  Ledger(TestDatabase database) {
    this.database = database;
    database.execute("CREATE TABLE journal (key text, number int, PRIMARY KEY (key, number))");
    database.execute("CREATE TABLE counter (key text PRIMARY KEY, n int NOT NULL)");
    database.execute(
        "INSERT INTO counter SELECT 'key' || n, 0 FROM generate_series(0, $1) AS n", Load.KEYS - 1);
  }

  /** Messages whose transactions have committed. */
  long committed() {
    return database.count("SELECT count(*) FROM journal");
  }

  /** Waiting to be sent. */
  long unsent() {
    return database.count("SELECT count(*) FROM weft_outbox");
  }

  /** Waiting for another attempt, or behind one that does. */
  long held() {
    return database.count("SELECT count(*) FROM weft_held");
  }

  void check() {
    var softly = new SoftAssertions();
    for (var reader : List.of("placed", "reserved")) {
      var effects = "SELECT key, number FROM effect WHERE reader = '" + reader + "'";
      softly.assertThat(less(DUE, effects)).as("lost: " + reader).isEmpty();
      softly.assertThat(less(effects, DUE)).as("never committed: " + reader).isEmpty();
    }
    softly.assertThat(rows(TWICE)).as("twice").isEmpty();
    softly.assertThat(rows(INVERTED)).as("out of order").isEmpty();
    softly.assertThat(less(DOOMED, DEAD)).as("no dead letter").isEmpty();
    softly.assertThat(less(DEAD, DOOMED)).as("dead for no reason").isEmpty();
    balance(softly);
    softly.assertAll();
  }

  /** Published = consumed + dead, by the product's own counts. */
  private void balance(SoftAssertions softly) {
    var committed = committed();
    var dead = database.count("SELECT count(*) FROM (" + DOOMED + ") AS doomed");
    softly
        .assertThat(published())
        .as("published")
        .isEqualTo(Map.of(PLACED.type(), committed, RESERVED.type(), committed - dead));
    softly
        .assertThat(
            new Counting(database.admin(), List.of(PLACED.toString(), RESERVED.toString()))
                .now()
                .await())
        .as("subscriptions")
        .containsExactly(
            new SubscriptionCounts(PLACED.toString(), committed - dead, 0, dead, 0),
            new SubscriptionCounts(RESERVED.toString(), committed - dead, 0, 0, 0));
    softly
        .assertThat(database.count("SELECT count(*) FROM weft_held_key"))
        .as("keys that are held")
        .isZero();
  }

  private Map<String, Long> published() {
    return database.rows("SELECT type, count FROM weft_published").stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private List<String> less(String all, String some) {
    return rows(all + " EXCEPT " + some);
  }

  private List<String> rows(String sql) {
    return database.rows(sql).stream().map(row -> row.deepToString()).toList();
  }

  private static SubscriptionName subscription(String type) {
    return new SubscriptionName(type, CrashingService.SERVICE);
  }
}
