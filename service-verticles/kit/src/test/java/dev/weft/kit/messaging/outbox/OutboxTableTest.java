package dev.weft.kit.messaging.outbox;

import static java.util.stream.Collectors.toSet;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay's statements and its leases, against a real database. */
final class OutboxTableTest {

  private static final Set<Integer> ALL = IntStream.range(0, 16).boxed().collect(toSet());

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final OutboxTable table = new OutboxTable(database.admin(), null);
  private final Leases one = leases("one", Duration.ofSeconds(30));
  private final Leases other = leases("other", Duration.ofSeconds(30));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aPartitionHasOneHolderAtATime() {
    var mine = one.take(10).await();
    var others = other.take(10).await();

    assertThat(mine).hasSize(10);
    assertThat(others).hasSize(6);
    assertThat(partitions(mine)).doesNotContainAnyElementsOf(partitions(others));
    assertThat(one.take(10).await()).isEmpty();
    assertThat(one.renew(mine).await().renewed()).isEqualTo(partitions(mine));
  }

  @Test
  void relaysThatAreThereAreCountedAndThoseThatLeftAreNot() {
    one.renew(List.of()).await();
    leases("gone", Duration.ofMillis(1)).renew(List.of()).await();

    Stage.eventually(() -> other.renew(List.of()).await().relays() == 2);
    one.leave().await();
    var standing = other.renew(List.of()).await();

    assertThat(standing.relays()).isEqualTo(1);
    assertThat(standing.share()).isEqualTo(16);
  }

  @Test
  void aReleasedPartitionIsTakenAtOnceUnderAHigherEpoch() {
    var first = one.take(16).await().getFirst();
    one.release(first).await();

    var second = other.take(1).await().getFirst();

    assertThat(second.partition()).isEqualTo(first.partition());
    assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
    assertThat(one.renew(List.of(first)).await().renewed()).isEmpty();
    one.release(first).await();
    assertThat(other.renew(List.of(second)).await().renewed()).hasSize(1);
  }

  @Test
  void aLeaseEndsByTheClockOfTheDatabase() {
    var brief = leases("brief", Duration.ofMillis(1));
    var taken = brief.take(16).await();

    Stage.eventually(() -> other.take(1).await().size() == 1);
    assertThat(brief.renew(taken).await().renewed()).isEmpty();
  }

  @Test
  void anEndedLeaseWritesNothingEvenIfNobodyElseTookIt() {
    insert("a", "x");
    var row = claim(leases("brief", Duration.ofMillis(1)).take(16).await());
    Stage.eventually(
        () -> database.count("SELECT count(*) FROM weft_partition WHERE until < now()") == 16);

    assertThat(table.delete(List.of(row)).await()).isEmpty();
    assertThat(table.setAside(row, "/s", "no", 1).await()).isFalse();

    assertThat(load()).hasSize(1);
    assertThat(database.count("SELECT count(*) FROM weft_dead_letter")).isZero();
    assertThat(database.count("SELECT count(*) FROM weft_published")).isZero();
  }

  @Test
  void anOlderEpochWritesNothing() {
    insert("a", "x");
    var row = claim(one.take(16).await());
    one.release(row.lease()).await();
    var again = claim(other.take(16).await());

    assertThat(table.delete(List.of(row)).await()).isEmpty();
    assertThat(load()).hasSize(1);
    assertThat(table.delete(List.of(again)).await()).containsExactly(again.lease().partition());
    assertThat(load()).isEmpty();
  }

  @Test
  void ofRowsInSeveralPartitionsThoseAreDeletedWhoseLeasesHold() {
    insert("a", "x");
    insert("b", "x");
    var mine = one.take(16).await();
    var rows = load().stream().map(row -> new Claimed(row, of(row, mine))).toList();
    assertThat(rows.getFirst().lease()).isNotEqualTo(rows.getLast().lease());
    one.release(rows.getFirst().lease()).await();

    assertThat(table.delete(rows).await()).containsExactly(rows.getLast().lease().partition());

    assertThat(load()).extracting(OutboxRow::key).containsExactly("a");
  }

  @Test
  void publishedIsCountedByTypeForWhatIsDeletedAndForNothingElse() {
    insert("a", "x");
    insert("b", "x");
    database.execute(
        "INSERT INTO weft_outbox (type, key, payload) VALUES ('t.B', 'a', ''), ('t.B', 'c', '')");
    var mine = one.take(16).await();
    var rows = load().stream().map(row -> new Claimed(row, of(row, mine))).toList();

    table.delete(rows.subList(0, 3)).await();
    table.delete(rows.subList(0, 3)).await();
    table.setAside(rows.getLast(), "/s", "no", 1).await();
    insert("a", "x");
    table.delete(List.of(claim(mine))).await();

    assertThat(database.rows("SELECT type, count FROM weft_published ORDER BY type"))
        .extracting(row -> row.getString(0) + " " + row.getLong(1))
        .containsExactly("t.A 3", "t.B 1");
  }

  @Test
  void nobodyTakesAPartitionWhileAHoldersDeleteIsUnderWayAndRenewingWaitsForNothing() {
    insert("a", "x");
    var mine = one.take(16).await();
    var row = claim(mine);
    var gate = new DeleteGate(database);
    var deleted = table.delete(List.of(row));
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);

    assertThat(one.renew(mine).await().renewed()).hasSize(16);
    one.release(row.lease()).await();
    assertThat(other.take(16).await()).isEmpty();
    gate.open();

    assertThat(deleted.await()).hasSize(1);
    assertThat(other.take(16).await()).hasSize(1);
  }

  @Test
  void aRowThatIsSetAsideIsADeadLetterWithAllThatIsKnown() {
    insert("a", "body");
    database.execute(
        "UPDATE weft_outbox SET traceparent = $1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    var row = claim(one.take(16).await());
    assertThat(table.setAside(row, "/orders", "too odd", 3).await()).isTrue();

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
    var mine = one.take(16).await();
    backlog.add(
        backlog.asOf(),
        load(backlog, Set.of(), 3, 1_000).stream()
            .map(row -> new Claimed(row, of(row, mine)))
            .toList());

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
        INSERT INTO weft_outbox (id, type, key, payload)
        SELECT nextval('weft_outbox_place'), 't.Waits', i::text, 'x'
          FROM generate_series(1, 20000) AS i\
        """);
    insert("a", "x");
    var alone = database.pool(vertx, database.port(), 1);
    var before = rowsRead(alone);

    var found =
        new OutboxTable(alone, null)
            .load(ALL, new Backlog(), Set.of("t.Waits"), 500, 1_000)
            .await();

    assertThat(found).extracting(OutboxRow::type).containsExactly("t.A");
    assertThat(rowsRead(alone) - before).isLessThan(100);
    alone.close().await();
  }

  @Test
  void rowsOfOtherPartitionsAreNotRead() {
    database.execute(
        """
        INSERT INTO weft_outbox (id, type, key, payload)
        SELECT nextval('weft_outbox_place'), 't.A', i::text, 'x'
          FROM generate_series(1, 20000) AS i WHERE hashtext(i::text) & 15 <> 3\
        """);
    database.execute(
        """
        INSERT INTO weft_outbox (type, key, payload)
        SELECT 't.A', i::text, 'x'
          FROM generate_series(1, 300) AS i WHERE hashtext(i::text) & 15 = 3\
        """);
    var alone = database.pool(vertx, database.port(), 1);
    var before = rowsRead(alone);

    var found =
        new OutboxTable(alone, null).load(Set.of(3), new Backlog(), Set.of(), 10, 1_000).await();

    assertThat(found).hasSize(10).allMatch(row -> row.partition() == 3);
    assertThat(rowsRead(alone) - before).isLessThan(100);
    alone.close().await();
  }

  @Test
  void theLowestOfManyRowsAreFoundWithoutReadingTheOthers() {
    database.execute(
        """
        INSERT INTO weft_outbox (id, type, key, payload)
        SELECT nextval('weft_outbox_place'), 't.A', i::text, 'x'
          FROM generate_series(1, 100000) AS i\
        """);
    database.execute("ANALYZE weft_outbox");
    var alone = database.pool(vertx, database.port(), 1);
    var before = rowsRead(alone);

    var found = new OutboxTable(alone, null).load(ALL, new Backlog(), Set.of(), 100, 1_000).await();

    assertThat(found).hasSize(100);
    assertThat(rowsRead(alone) - before).isLessThan(1_000);
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

  private Leases leases(String holder, Duration length) {
    return new Leases(database.admin(), holder, length);
  }

  private static Set<Integer> partitions(Collection<PartitionLease> leases) {
    return leases.stream().map(PartitionLease::partition).collect(toSet());
  }

  /** The first row, under the lease of its partition. */
  private Claimed claim(Collection<PartitionLease> leases) {
    var row = load().getFirst();
    return new Claimed(row, of(row, leases));
  }

  private static PartitionLease of(OutboxRow row, Collection<PartitionLease> leases) {
    return leases.stream()
        .filter(lease -> lease.partition() == row.partition())
        .findFirst()
        .orElseThrow();
  }

  private void insert(String key, String payload) {
    database.execute(
        "INSERT INTO weft_outbox (type, key, payload) VALUES ('t.A', $1, $2)",
        key,
        Buffer.buffer(payload));
  }

  private List<OutboxRow> load() {
    return load(new Backlog(), Set.of(), 100, 1_000_000);
  }

  private List<OutboxRow> load(Backlog backlog, Collection<String> without, int rows, long bytes) {
    return table.load(ALL, backlog, without, rows, bytes).await();
  }
}
