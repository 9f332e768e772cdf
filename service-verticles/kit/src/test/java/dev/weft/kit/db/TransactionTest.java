package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Transaction;
import dev.weft.node.trace.TraceContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TransactionTest {

  private static final TraceContext FRESH = TraceContext.fresh();
  private static OpenDatabase db;

  @BeforeAll
  static void open() throws Exception {
    db = OpenDatabase.fresh();
    db.in(
        tx ->
            tx.update(
                """
                CREATE TABLE item (
                  id bigint PRIMARY KEY, name text, price numeric(20,4), at timestamptz)
                """));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @BeforeEach
  void empty() {
    db.in(tx -> tx.update("TRUNCATE item"));
  }

  @Test
  void whatItWroteIsThereWhenItHasCommitted() {
    int rows = db.in(tx -> tx.update("INSERT INTO item (id, name) VALUES ($1, $2)", 1L, "a"));

    assertThat(rows).isEqualTo(1);
    var row = db.in(tx -> tx.one("SELECT name FROM item WHERE id = $1", 1L)).orElseThrow();
    assertThat(row.getString("name")).isEqualTo("a");
  }

  @Test
  void nothingIsThereWhenItThrew() {
    assertThatThrownBy(
            () ->
                db.in(
                    tx -> {
                      insert(tx, 1);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(db.count("item")).isZero();
  }

  @Test
  void aFailedStatementCannotBeIgnored() {
    assertThatThrownBy(
            () ->
                db.in(
                    tx -> {
                      insert(tx, 1);
                      try {
                        insert(tx, 1);
                      } catch (PgException _) {
                        // A handler that carries on must not be told that it has committed.
                      }
                      return "done";
                    }))
        .isInstanceOf(PgException.class);
    assertThat(db.count("item")).isZero();
  }

  @Test
  void aFailedQueuedStatementFailsTheCommit() {
    assertThatThrownBy(
            () ->
                db.in(
                    tx -> {
                      tx.queue("INSERT INTO item (id) VALUES ($1)", 1L);
                      tx.queue("INSERT INTO item (id) VALUES ($1)", 1L);
                      return "done";
                    }))
        .isInstanceOf(PgException.class);
    assertThat(db.count("item")).isZero();
  }

  @Test
  void aQueuedStatementWithAnArgumentThatDoesNotFitFailsTheCommit() {
    assertThatThrownBy(
            () ->
                db.in(
                    tx -> {
                      insert(tx, 1);
                      tx.queue("INSERT INTO item (id) VALUES ($1)", "not a number");
                      return "done";
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(db.count("item")).isZero();
  }

  @Test
  void queuedStatementsGoInOrderBeforeTheNextOne() {
    var names =
        db.in(
            tx -> {
              tx.queue("INSERT INTO item (id, name) VALUES ($1, $2)", 1L, "first");
              tx.queue("UPDATE item SET name = name || $1", " second");
              return tx.all("SELECT name FROM item").stream().map(r -> r.getString(0)).toList();
            });

    assertThat(names).containsExactly("first second");
  }

  @Test
  void oneRefusesMoreThanOneRow() {
    assertThatThrownBy(() -> db.in(tx -> tx.one("SELECT 1 UNION SELECT 2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 rows");
  }

  @Test
  void arraysAreOneParameterEach() {
    var ids = new long[] {1, 2, 3};
    var names = new String[] {"a", null, "c"};
    var prices = new String[] {"4.2900", "0.0001", "12345678901234.5678"};
    var decimals = new BigDecimal[] {new BigDecimal("1.50"), new BigDecimal("2"), BigDecimal.ZERO};

    int rows =
        db.in(
            tx ->
                tx.update(
                    """
                    INSERT INTO item (id, name, price)
                    SELECT id, name, other + price::numeric
                    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::numeric[])
                      AS t (id, name, price, other)
                    """,
                    ids,
                    names,
                    prices,
                    decimals));

    assertThat(rows).isEqualTo(3);
    assertThat(decimals(db.in(tx -> tx.all("SELECT price FROM item ORDER BY id"))))
        .containsExactly("5.7900", "2.0001", "12345678901234.5678");
  }

  @Test
  void decimalsKeepTheirScale() {
    db.in(
        tx ->
            tx.update(
                "INSERT INTO item (id, price) VALUES ($1, $2)", 1L, new BigDecimal("4.2900")));

    assertThat(decimals(db.in(tx -> tx.all("SELECT price FROM item")))).containsExactly("4.2900");
  }

  @Test
  void datesTimesEnumsAndNullsPass() {
    var at = Instant.parse("2026-11-30T10:15:30.123456Z");
    var row =
        db.in(
                tx ->
                    tx.one(
                        "SELECT $1::date AS d, $2::timestamptz AS t, $3::text AS e, $4::text AS n",
                        LocalDate.of(1998, 2, 3),
                        at,
                        Thread.State.NEW,
                        null))
            .orElseThrow();

    assertThat(row.getLocalDate("d")).isEqualTo("1998-02-03");
    assertThat(row.getOffsetDateTime("t").toInstant()).isEqualTo(at);
    assertThat(row.getString("e")).isEqualTo("NEW");
    assertThat(row.getString("n")).isNull();
  }

  @Test
  void aReadSeesOneSnapshotAndCannotWrite() {
    var transactions = db.transactions(Emits.NOTHING);
    var read = new Work(TraceContext.fresh(), true, inSeconds(10));
    var counts =
        db.start(
                () ->
                    transactions.run(
                        read,
                        tx -> {
                          long before = count(tx);
                          db.in(other -> insert(other, 1));
                          return List.of(before, count(tx));
                        }))
            .await();

    assertThat(counts).containsExactly(0L, 0L);
    assertThatThrownBy(() -> db.start(() -> transactions.run(read, tx -> insert(tx, 2))).await())
        .isInstanceOf(PgException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void itTakesNoConnectionBeforeItsFirstStatement() {
    var transactions = db.transactions(Emits.NOTHING);
    // The connection of the test before may still be on its way back.
    Awaitility.await().until(() -> db.database().inUse() == 0);

    int inUse =
        db.start(
                () ->
                    transactions.run(
                        TraceContext.fresh(), (Transaction _) -> db.database().inUse()))
            .await();

    assertThat(inUse).isZero();
  }

  @Test
  void everyConnectionGoesBack() {
    for (int i = 0; i < 50; i++) {
      int id = i % 7;
      try {
        db.in(tx -> insert(tx, id));
      } catch (PgException _) {
        // The rows that are there already.
      }
    }
    assertThat(db.count("item")).isEqualTo(7);
    Awaitility.await().until(() -> db.database().inUse() == 0);
  }

  @Test
  void whoLosesToADeadlockIsRunAgain() {
    db.in(tx -> insert(tx, 1) + insert(tx, 2));
    var barrier = new CyclicBarrier(2);
    var runs = new AtomicInteger();

    var first = db.start(() -> crosswise(runs, barrier, 1, 2));
    var second = db.start(() -> crosswise(runs, barrier, 2, 1));

    assertThat(first.await() + second.await()).isEqualTo(4);
    assertThat(runs).hasValueBetween(3, 4);
  }

  @Test
  void aMigrationBehindItsBackDoesNotBreakPreparedStatements() throws Exception {
    try (var old = OpenDatabase.opened(db.config())) {
      var barrier = new CyclicBarrier(4);
      IntStream.range(0, 4)
          .mapToObj(_ -> old.start(() -> readAll(old, barrier)))
          .toList()
          .forEach(read -> assertThat(read.await()).isZero());

      db.in(tx -> tx.update("ALTER TABLE item ADD COLUMN added text"));

      for (int i = 0; i < 8; i++) {
        int rows = old.in(tx -> tx.all("SELECT * FROM item").size());
        assertThat(rows).isZero();
      }
    }
  }

  /** Makes each of four connections prepare the statement. */
  private static int readAll(OpenDatabase database, CyclicBarrier barrier) {
    return database
        .transactions(Emits.NOTHING)
        .run(
            TraceContext.fresh(),
            (Transaction tx) -> {
              int rows = tx.all("SELECT * FROM item").size();
              meet(barrier);
              return rows;
            });
  }

  @Test
  void aStatementBeyondItsTimeIsTakenForADatabaseThatIsAway() throws Exception {
    var config = db.config();
    var impatient =
        new DatabaseConfig(
            config.host(),
            config.port(),
            config.name(),
            config.user(),
            config.password(),
            1,
            Duration.ofSeconds(10),
            Duration.ofMillis(100));
    try (var slow = OpenDatabase.at(impatient)) {
      assertThatThrownBy(() -> slow.in(tx -> tx.all("SELECT pg_sleep(30)")))
          .isInstanceOf(DatabaseUnavailable.class);
      assertThat(slow.count("item")).as("the connection is fine again").isZero();
    }
  }

  @Test
  void aFullPoolRefusesInsteadOfWaitingForEver() {
    var config = db.config();
    var hasty =
        new DatabaseConfig(
            config.host(),
            config.port(),
            config.name(),
            config.user(),
            config.password(),
            1,
            Duration.ofSeconds(3),
            Duration.ofSeconds(5));
    var gate = new CountDownLatch(1);
    try (var small = OpenDatabase.opened(hasty)) {
      var holder = small.start(() -> small.transactions(Emits.NOTHING).run(FRESH, hold(gate)));
      Awaitility.await().until(() -> small.database().inUse() == 1);

      assertThatThrownBy(() -> small.count("item")).isInstanceOf(DatabaseUnavailable.class);

      gate.countDown();
      assertThat(holder.await()).isTrue();
      assertThat(small.count("item")).isZero();
    }
  }

  private static Function<Transaction, Boolean> hold(CountDownLatch gate) {
    return tx -> {
      tx.one("SELECT 1");
      try {
        return gate.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static int crosswise(AtomicInteger runs, CyclicBarrier barrier, long one, long other) {
    var transactions = db.transactions(Emits.NOTHING);
    return transactions.run(
        TraceContext.fresh(),
        (Transaction tx) -> {
          int run = runs.incrementAndGet();
          int rows = tx.update("UPDATE item SET name = 'x' WHERE id = $1", one);
          if (run <= 2) {
            meet(barrier);
          }
          return rows + tx.update("UPDATE item SET name = 'x' WHERE id = $1", other);
        });
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int insert(Transaction tx, long id) {
    return tx.update("INSERT INTO item (id) VALUES ($1)", id);
  }

  private static long count(Transaction tx) {
    return tx.one("SELECT count(*) FROM item").orElseThrow().getLong(0);
  }

  private static List<String> decimals(List<Row> rows) {
    return rows.stream().map(row -> row.getBigDecimal(0).toPlainString()).toList();
  }

  private static long inSeconds(int seconds) {
    return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }
}
