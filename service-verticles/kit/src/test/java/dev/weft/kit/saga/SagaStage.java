package dev.weft.kit.saga;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.node.trace.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A database with the kit's tables, and transactions on it that emit what {@link Trip} emits. */
final class SagaStage implements AutoCloseable {

  private static final Set<Class<?>> EMITTED =
      Set.of(
          Trip.TripOverdue.class,
          Trip.TripBooked.class,
          Trip.DepositReturned.class,
          Trip.FlightCancelled.class);

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final Database pool = Database.open(vertx, database.config(database.port()));
  private final PgTransactions transactions =
      new PgTransactions(
          pool,
          new Emits(EMITTED, new Outbox(CodecRegistry.of(EMITTED))),
          new TransactionMetrics(new SimpleMeterRegistry(), "trips", pool));

  Vertx vertx() {
    return vertx;
  }

  TestDatabase database() {
    return database;
  }

  void in(Consumer<Transaction> work) {
    transactions.run(
        TraceContext.fresh(),
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** Starts a trip with a deposit to be returned, and answers its key. */
  String start() {
    var key = "trip-" + UUID.randomUUID();
    in(tx -> Trip.SAGA.start(tx, key, Trip.plan(key), new Trip.DepositReturned(key)));
    return key;
  }

  /** Has a message handled in a transaction of its own, as if it came from the broker. */
  void handle(Record message) {
    handle(message, UUID.randomUUID().toString());
  }

  void handle(Record message, String id) {
    in(tx -> Trip.SAGA.handle(message, id, tx));
  }

  Row row(String key) {
    return database
        .rows("SELECT *, data::text AS text FROM weft_saga WHERE key = $1", key)
        .getFirst();
  }

  String state(String key) {
    return row(key).getString("state");
  }

  /** The id of the time-out that the saga waits for. */
  String timeout(String key) {
    return row(key).getUUID("timeout_id").toString();
  }

  /** What was emitted for a key, in order: type and data. */
  List<String> emitted(String key) {
    return database
        .rows(
            """
            SELECT type || ' ' || convert_from(payload, 'UTF8') AS message
              FROM weft_outbox WHERE key = $1 ORDER BY id\
            """,
            key)
        .stream()
        .map(row -> row.getString("message"))
        .toList();
  }

  /** The ids of time-outs that are scheduled for a key. */
  List<String> scheduled(String key) {
    return database.rows("SELECT id FROM weft_schedule WHERE key = $1", key).stream()
        .map(row -> row.getUUID("id").toString())
        .toList();
  }

  @Override
  public void close() {
    pool.close().await();
    vertx.close().await();
  }
}
