package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.node.trace.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom when messages are emitted. */
final class KeyLocksTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final Database pool = Database.open(vertx, database.config(database.port()));
  private PgTransactions transactions;
  private SqlConnection other;

  @BeforeEach
  void open() {
    var outbox = new Outbox(CodecRegistry.of(Placed.class));
    transactions =
        new PgTransactions(
            pool,
            new Emits(Set.of(Placed.class), outbox),
            new TransactionMetrics(new SimpleMeterRegistry(), "test", pool));
    other = database.admin().getConnection().await();
    other.query("BEGIN").execute().await();
  }

  @AfterEach
  void close() {
    other.close();
    pool.close().await();
    vertx.close().await();
  }

  @Test
  void aProgramThatLocksAsDocumentedHoldsUpTheSameKeyOnly() throws Exception {
    lock("pg_advisory_xact_lock_shared(1464157780, '-2147483648'::int)");
    lock("pg_advisory_xact_lock(1464157780, 1574)");

    emit("18").join();
    var waiting = emit("17");
    Stage.eventually(() -> waiters() == 1);
    assertThat(rows()).isEqualTo(1);
    other.query("COMMIT").execute().await();
    waiting.join();

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aTransactionWithManyKeysWaitsForAllOthersAndTheyForIt() throws Exception {
    lock("pg_advisory_xact_lock_shared(1464157780, '-2147483648'::int)");

    var many = emit(IntStream.range(0, 300).mapToObj(i -> "key" + i).toArray(String[]::new));
    Stage.eventually(() -> waiters() == 1);
    var one = emit("17");
    Stage.eventually(() -> waiters() == 2);
    other.query("COMMIT").execute().await();
    many.join();
    one.join();

    assertThat(rows()).isEqualTo(301);
  }

  @Test
  void messagesOfOneTransactionKeepTheOrderOfTheEmits() throws Exception {
    emit("b", "a", "c", "a", "b").join();

    assertThat(database.rows("SELECT key FROM weft_outbox ORDER BY id"))
        .extracting(row -> row.getString(0))
        .containsExactly("b", "a", "c", "a", "b");
  }

  private void lock(String call) {
    other.query("SELECT " + call).execute().await();
  }

  private Thread emit(String... keys) {
    return Thread.startVirtualThread(
        () ->
            transactions.run(
                TraceContext.fresh(),
                transaction -> {
                  for (var key : keys) {
                    transaction.emit(new Placed(key, 1, ""));
                  }
                  return true;
                }));
  }

  private long waiters() {
    return database.count(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())");
  }

  private long rows() {
    return database.count("SELECT count(*) FROM weft_outbox");
  }
}
