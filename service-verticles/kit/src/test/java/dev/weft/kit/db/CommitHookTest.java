package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.Transaction;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommitHookTest {

  record Told(String text) {}

  record Unknown(String text) {}

  private OpenDatabase db;

  @BeforeEach
  void open() throws Exception {
    db = OpenDatabase.fresh();
    db.in(tx -> tx.update("CREATE TABLE told (id serial, text text NOT NULL, trace text)"));
    db.in(tx -> tx.update("CREATE TABLE thing (id bigint PRIMARY KEY)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void whatIsEmittedIsWrittenInOrderWithTheTransaction() {
    var hook = new WritingHook();

    run(
        hook,
        tx -> {
          tx.emit(new Told("one"));
          insert(tx, 1);
          tx.emit(new Told("two"));
          return null;
        });

    assertThat(told()).containsExactly("one", "two");
    assertThat(hook.commits).hasValue(1);
  }

  @Test
  void whatIsEmittedGoesWithTheRollback() {
    var hook = new WritingHook();

    assertThatThrownBy(
            () ->
                run(
                    hook,
                    tx -> {
                      insert(tx, 1);
                      tx.emit(new Told("never"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(told()).isEmpty();
    assertThat(hook.commits).hasValue(0);
  }

  @Test
  void aHookThatThrowsRollsBack() {
    CommitHook hook = new WritingHook(null);

    assertThatThrownBy(() -> run(hook, CommitHookTest::insertAndTell))
        .isInstanceOf(NullPointerException.class);

    assertThat(db.count("thing")).isZero();
  }

  @Test
  void aHookWhoseStatementIsRefusedRollsBack() {
    var hook = new WritingHook("INSERT INTO nowhere (text, trace) VALUES ($1, $2)");

    assertThatThrownBy(() -> run(hook, CommitHookTest::insertAndTell))
        .hasMessageContaining("nowhere");

    assertThat(db.count("thing")).isZero();
    assertThat(hook.commits).hasValue(0);
  }

  @Test
  void nothingButWhatIsDeclaredCanBeEmitted() {
    assertThatThrownBy(
            () ->
                run(
                    new WritingHook(),
                    tx -> {
                      tx.emit(new Unknown("x"));
                      return null;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("emits(");
  }

  @Test
  void whatHasOthersWaitIsSentLast() {
    var hook = new WritingHook();

    run(
        hook,
        tx -> {
          tx.emit(new Told("now"));
          tx.emitAfter(Duration.ofHours(1), new Told("later"));
          return null;
        });

    assertThat(hook.calls).containsExactly("schedule", "emit");
  }

  @Test
  void aTransactionWithNothingToTellDoesNotAskTheHook() {
    var hook = new WritingHook(null);

    run(hook, tx -> insert(tx, 1));

    assertThat(db.count("thing")).isEqualTo(1);
    assertThat(hook.commits).hasValue(0);
  }

  @Test
  void manyMessagesFitIntoOneTransaction() {
    run(
        new WritingHook(),
        tx -> {
          for (int i = 0; i < 2_000; i++) {
            tx.emit(new Told("message " + i));
          }
          return null;
        });

    assertThat(db.count("told")).isEqualTo(2_000);
  }

  private static int insertAndTell(Transaction tx) {
    tx.emit(new Told("x"));
    return insert(tx, 1);
  }

  private static int insert(Transaction tx, long id) {
    return tx.update("INSERT INTO thing VALUES ($1)", id);
  }

  private List<String> told() {
    return db.in(tx -> tx.all("SELECT text FROM told ORDER BY id")).stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private <T> void run(CommitHook hook, Function<Transaction, T> work) {
    var transactions = db.transactions(new Emits(Set.of(Told.class), hook));
    db.start(() -> transactions.run(TraceContext.fresh(), work)).await();
  }

  /** Writes each message as a row. */
  private static final class WritingHook implements CommitHook {
    private final AtomicInteger commits = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final @org.jspecify.annotations.Nullable String sql;

    WritingHook() {
      this("INSERT INTO told (text, trace) VALUES ($1, $2)");
    }

    WritingHook(@org.jspecify.annotations.Nullable String sql) {
      this.sql = sql;
    }

    @Override
    public Future<?> beforeCommit(
        SqlConnection connection, List<Record> emitted, TraceContext trace) {
      calls.add("emit");
      return write(connection, emitted, trace);
    }

    private Future<?> write(SqlConnection connection, List<Record> emitted, TraceContext trace) {
      var rows =
          emitted.stream()
              .map(message -> Tuple.of(((Told) message).text(), trace.traceId()))
              .toList();
      return connection.preparedQuery(java.util.Objects.requireNonNull(sql)).executeBatch(rows);
    }

    @Override
    public Future<?> schedule(
        SqlConnection connection, List<Scheduled> scheduled, TraceContext trace) {
      calls.add("schedule");
      return write(connection, scheduled.stream().map(Scheduled::message).toList(), trace);
    }

    @Override
    public Future<Boolean> cancel(SqlConnection connection, UUID scheduled) {
      return Future.succeededFuture(false);
    }

    @Override
    public UUID newId() {
      return UUID.randomUUID();
    }

    @Override
    public void afterCommit() {
      commits.incrementAndGet();
    }
  }
}
