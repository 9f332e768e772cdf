package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay's statements and its lease, against a real database. */
final class OutboxTableTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final OutboxTable table = new OutboxTable(database.admin());
  private final Lease one = new Lease(database.admin(), "one", Duration.ofSeconds(30));
  private final Lease other = new Lease(database.admin(), "other", Duration.ofSeconds(30));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void onlyOneHasTheLeaseAtATime() {
    assertThat(one.take().await()).hasValue(1);
    assertThat(other.take().await()).isEmpty();
    assertThat(one.take().await()).isEmpty();
    assertThat(one.renew(1).await()).isTrue();
  }

  @Test
  void aReleasedLeaseIsTakenAtOnceUnderAHigherEpoch() {
    one.take().await();
    one.release(1).await();

    assertThat(other.take().await()).hasValue(2);
    assertThat(one.renew(1).await()).isFalse();
    one.release(1).await();
    assertThat(other.renew(2).await()).isTrue();
  }

  @Test
  void aLeaseEndsByTheClockOfTheDatabase() {
    var brief = new Lease(database.admin(), "brief", Duration.ofMillis(1));
    brief.take().await();

    Stage.eventually(() -> other.take().await().isPresent());
    assertThat(brief.renew(1).await()).isFalse();
  }

  @Test
  void anEndedLeaseWritesNothingEvenIfNobodyElseTookIt() {
    var id = insert("a", "x");
    new Lease(database.admin(), "brief", Duration.ofMillis(1)).take().await();
    Stage.eventually(
        () -> database.count("SELECT count(*) FROM weft_relay WHERE until < now()") == 1);

    assertThat(table.delete(1, List.of(id)).await()).isFalse();
    assertThat(table.setAside(1, "/s", load().getFirst(), "no", 1).await()).isFalse();

    assertThat(load()).hasSize(1);
    assertThat(database.count("SELECT count(*) FROM weft_dead_letter")).isZero();
  }

  @Test
  void anOlderEpochWritesNothing() {
    var id = insert("a", "x");
    one.take().await();
    one.release(1).await();
    other.take().await();

    assertThat(table.delete(1, List.of(id)).await()).isFalse();
    assertThat(load()).hasSize(1);
    assertThat(table.delete(2, List.of(id)).await()).isTrue();
    assertThat(load()).isEmpty();
  }

  @Test
  void nobodyTakesTheLeaseWhileAHoldersDeleteIsUnderWay() {
    one.take().await();
    var id = insert("a", "x");
    var gate = new DeleteGate(database);
    var deleted = table.delete(1, List.of(id));
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);

    var released = one.release(1);
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 2);
    assertThat(released.isComplete()).isFalse();
    gate.open();

    assertThat(deleted.await()).isTrue();
    released.await();
  }

  @Test
  void aRowThatIsSetAsideIsADeadLetterWithAllThatIsKnown() {
    one.take().await();
    insert("a", "body");
    database.execute(
        "UPDATE weft_outbox SET traceparent = $1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    assertThat(table.setAside(1, "/orders", load().getFirst(), "too odd", 3).await()).isTrue();

    assertThat(load()).isEmpty();
    var dead = database.rows("SELECT * FROM weft_dead_letter").getFirst();
    assertThat(dead.getString("subscription")).isEqualTo("outbox");
    assertThat(dead.getString("source")).isEqualTo("/orders");
    assertThat(dead.getString("type")).isEqualTo("t.A");
    assertThat(dead.getString("key")).isEqualTo("a");
    assertThat(dead.getBuffer("payload")).isEqualTo(Buffer.buffer("body"));
    assertThat(dead.getString("reason")).isEqualTo("too odd");
    assertThat(dead.getInteger("attempts")).isEqualTo(3);
    assertThat(dead.getString("trace_id")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void loadsTheLowestRowsThatAreNotInHandUpToANumberAndASize() {
    for (var i = 0; i < 10; i++) {
      insert("key" + i, "0123456789");
    }
    var backlog = new Backlog();
    backlog.add(backlog.asOf(), load(backlog, Set.of(), 3, 1_000));

    assertThat(load(backlog, Set.of(), 3, 1_000))
        .extracting(OutboxRow::key)
        .containsExactly("key3", "key4", "key5");
    assertThat(load(backlog, Set.of(), 9, 25))
        .extracting(OutboxRow::key)
        .containsExactly("key3", "key4", "key5");
    assertThat(load(backlog, Set.of(), 9, 1)).hasSize(1);
    assertThat(load(backlog, Set.of("t.A"), 9, 1_000)).isEmpty();
  }

  @Test
  void rowsOfATypeThatWaitsAreNotRead() {
    database.execute(
        """
        INSERT INTO weft_outbox (type, key, payload)
        SELECT 't.Waits', i::text, 'x' FROM generate_series(1, 20000) AS i\
        """);
    insert("a", "x");
    var alone = database.pool(vertx, database.port(), 1);
    var before = rowsRead(alone);

    var found = new OutboxTable(alone).load(new Backlog(), Set.of("t.Waits"), 500, 1_000).await();

    assertThat(found).extracting(OutboxRow::type).containsExactly("t.A");
    assertThat(rowsRead(alone) - before).isLessThan(100);
    alone.close().await();
  }

  /** A connection tells of what it has read some time later, unless it is made to. */
  private static long rowsRead(Pool pool) {
    pool.query("SELECT pg_stat_force_next_flush()").execute().await();
    return pool.query(
            """
            SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
              FROM pg_stat_user_tables WHERE relname = 'weft_outbox'\
            """)
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void theOldestRowTellsHowLongItHasWaited() {
    assertThat(table.oldest().await()).isZero();
    insert("a", "x");
    database.execute("UPDATE weft_outbox SET emitted_at = now() - interval '90 s'");

    assertThat(table.oldest().await()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(100));
  }

  private long insert(String key, String payload) {
    return database
        .rows(
            "INSERT INTO weft_outbox (type, key, payload) VALUES ('t.A', $1, $2) RETURNING id",
            key,
            Buffer.buffer(payload))
        .getFirst()
        .getLong(0);
  }

  private List<OutboxRow> load() {
    return load(new Backlog(), Set.of(), 100, 1_000_000);
  }

  private List<OutboxRow> load(Backlog backlog, Collection<String> without, int rows, long bytes) {
    return table.load(backlog, without, rows, bytes).await();
  }
}
