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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for whom when messages are emitted, and in which order they stand afterwards. */
final class KeyOrderTest {

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
  void aProgramThatLocksAKeyHoldsUpThatKeyOnly() throws Exception {
    lock("17");

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
    lock("another key");

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
  void aPlainInsertGetsItsPlaceOnlyWhenTheKeyIsFree() throws Exception {
    lock("17");
    var plain = database.admin().getConnection().await();
    var inserted = insert(plain, "17", "second");
    Stage.eventually(() -> waiters() == 1);
    insert(other, "17", "first").await();
    other.query("COMMIT").execute().await();
    inserted.await();
    plain.close();
    emit("17").join();

    assertThat(database.rows("SELECT convert_from(payload, 'UTF8') FROM weft_outbox ORDER BY id"))
        .extracting(row -> row.getString(0))
        .containsExactly("first", "second", "{\"orderId\":\"17\",\"number\":1,\"note\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17 18"})
  void whatIsEmittedGetsItsPlaceOnlyWhenTheKeyIsFree(String keys) throws Exception {
    lock("17");
    var emitted = emit(keys.split(" ", -1));
    Stage.eventually(() -> waiters() == 1);
    insert(other, "17", "first").await();
    other.query("COMMIT").execute().await();
    emitted.join();

    assertThat(
            database
                .rows("SELECT convert_from(payload, 'UTF8') FROM weft_outbox ORDER BY id")
                .getFirst()
                .getString(0))
        .isEqualTo("first");
  }

  @Test
  void aPlainInsertHoldsUpItsKeyUntilItCommits() throws Exception {
    insert(other, "17", "x").await();

    emit("18").join();
    var waiting = emit("17");
    Stage.eventually(() -> waiters() == 1);
    other.query("COMMIT").execute().await();
    waiting.join();

    assertThat(database.rows("SELECT key FROM weft_outbox WHERE key = '17' ORDER BY id"))
        .hasSize(2);
  }

  @Test
  void messagesOfOneTransactionKeepTheOrderOfTheEmits() throws Exception {
    emit("b", "a", "c", "a", "b").join();

    assertThat(database.rows("SELECT key FROM weft_outbox ORDER BY id"))
        .extracting(row -> row.getString(0))
        .containsExactly("b", "a", "c", "a", "b");
  }

  private void lock(String key) {
    other.query("SELECT weft_lock(ARRAY['%s'])".formatted(key)).execute().await();
  }

  /** As a program that knows nothing of locks and places. */
  private static Future<?> insert(SqlConnection connection, String key, String payload) {
    return connection
        .preparedQuery("INSERT INTO weft_outbox (type, key, payload) VALUES ($1, $2, $3)")
        .execute(Tuple.of("foodmart.orders.OrderPlaced", key, Buffer.buffer(payload)));
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
