package dev.weft.kit.messaging.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statement that moves what is due, against a real database. */
final class ScheduleMoveTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);

  @BeforeEach
  void holdAllPartitions() {
    database.execute(
        "UPDATE weft_partition SET epoch = 7, until = clock_timestamp() + interval '1 min'");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatIsDueIsMovedInItsOrderAndTheRestSaysWhenItIs() {
    schedule("a", "-1 s", "second");
    schedule("b", "-1 s", "third");
    schedule("a", "-2 s", "first");
    schedule("a", "10 s", "later");

    var done = move(7);

    assertThat(done.getInteger("moved")).isEqualTo(3);
    assertThat(done.getDouble("next_in")).isBetween(5_000.0, 10_000.0);
    assertThat(outbox()).containsExactly("first", "second", "third");
    assertThat(move(7).getInteger("moved")).isZero();
  }

  @Test
  void nothingIsMovedUnderAnOlderEpochOrAnEndedLease() {
    schedule("a", "-1 s", "x");

    assertThat(move(6).getInteger("moved")).isZero();
    database.execute("UPDATE weft_partition SET until = clock_timestamp()");
    assertThat(move(7).getInteger("moved")).isZero();

    assertThat(outbox()).isEmpty();
    assertThat(database.count("SELECT count(*) FROM weft_schedule")).isEqualTo(1);
  }

  @Test
  void whatSomebodyIsAboutToCancelHoldsUpWhatIsDueAfterItInItsKeyOnly() {
    schedule("a", "-3 s", "one");
    schedule("a", "-2 s", "two");
    schedule("a", "-1 s", "three");
    schedule("b", "-1 s", "other");
    var other = database.admin().getConnection().await();
    other.query("BEGIN").execute().await();
    other
        .query("DELETE FROM weft_schedule WHERE convert_from(payload, 'UTF8') = 'two'")
        .execute()
        .await();

    assertThat(move(7).getInteger("moved")).isEqualTo(2);
    assertThat(outbox()).containsExactly("one", "other");
    other.query("ROLLBACK").execute().await();
    other.close();
    assertThat(move(7).getInteger("moved")).isEqualTo(2);

    assertThat(outbox()).containsExactly("one", "other", "two", "three");
  }

  @Test
  void aMovedMessageKeepsItsIdAndAllElse() {
    database.execute(
        """
        INSERT INTO weft_schedule (due, type, version, key, payload, content_type, traceparent)
        VALUES (now(), 't.A', 3, 'a', 'x', 'text/plain', 'trace')\
        """);
    var id = database.rows("SELECT id FROM weft_schedule").getFirst().getUUID(0);

    move(7);

    var row = database.rows("SELECT * FROM weft_outbox").getFirst();
    assertThat(row.getUUID("message_id")).isEqualTo(id);
    assertThat(row.getInteger("version")).isEqualTo(3);
    assertThat(row.getString("content_type")).isEqualTo("text/plain");
    assertThat(row.getString("traceparent")).isEqualTo("trace");
  }

  @Test
  void whatIsMovedGetsItsPlaceOnlyWhenTheKeyIsFree() {
    schedule("a", "-1 s", "second");
    var other = database.admin().getConnection().await();
    other.query("BEGIN; SELECT weft_lock(ARRAY['a'])").execute().await();
    var moved = Thread.startVirtualThread(() -> move(7));
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);
    other
        .query("INSERT INTO weft_outbox (type, key, payload) VALUES ('t.A', 'a', 'first'); COMMIT")
        .execute()
        .await();
    other.close();

    Stage.eventually(() -> !moved.isAlive());
    assertThat(outbox()).containsExactly("first", "second");
  }

  private void schedule(String key, String in, String payload) {
    database.execute(
        """
        INSERT INTO weft_schedule (due, type, key, payload)
        VALUES (clock_timestamp() + $1::text::interval, 't.A', $2, convert_to($3, 'UTF8'))\
        """,
        in,
        key,
        payload);
  }

  private Row move(int epoch) {
    return database
        .rows(
            """
            SELECT * FROM weft_schedule_move(
              ARRAY(SELECT partition::int FROM weft_partition ORDER BY 1),
              array_fill($1::bigint, ARRAY[16]), 100)\
            """,
            epoch)
        .getFirst();
  }

  private List<String> outbox() {
    return database
        .rows("SELECT convert_from(payload, 'UTF8') FROM weft_outbox ORDER BY id")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
