package dev.weft.kit.db;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Transaction;
import dev.weft.kit.http.VirtualThreads;
import dev.weft.node.trace.TraceContext;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A fresh database with the kit's tables, and what is needed to run transactions in it. */
public final class OpenDatabase implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseConfig config;
  private final Database database;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private OpenDatabase(DatabaseConfig config) {
    this.config = config;
    this.database = Database.open(vertx, "test", config);
  }

  public static OpenDatabase fresh() throws Exception {
    return at(config(SharedDatabase.fresh("kit"), 4));
  }

  static OpenDatabase at(DatabaseConfig config) throws Exception {
    Migrations.run(config, null);
    return opened(config);
  }

  /** A database that has its tables already. */
  public static OpenDatabase opened(DatabaseConfig config) {
    return new OpenDatabase(config);
  }

  public static DatabaseConfig config(FreshDatabase fresh, int poolSize) {
    return new DatabaseConfig(
        fresh.host(),
        fresh.port(),
        fresh.name(),
        fresh.user(),
        fresh.password(),
        poolSize,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  DatabaseConfig config() {
    return config;
  }

  Database database() {
    return database;
  }

  public Pool pool() {
    return database.pool();
  }

  Vertx vertx() {
    return vertx;
  }

  MeterRegistry meters() {
    return meters;
  }

  PgTransactions transactions(Emits emits) {
    return new PgTransactions(database, emits, new TransactionMetrics(meters, "test", database));
  }

  /** Runs work in a transaction that emits nothing, and waits for it. */
  <T> T in(Function<Transaction, T> work) {
    var transactions = transactions(Emits.NOTHING);
    return start(() -> transactions.run(TraceContext.fresh(), work)).await();
  }

  /** Runs work on a virtual thread of its own. */
  <T> Future<T> start(Callable<T> work) {
    return new VirtualThreads(vertx).call(work);
  }

  long count(String table) {
    return in(tx -> tx.one("SELECT count(*) FROM " + table).orElseThrow().getLong(0));
  }

  @Override
  public void close() {
    database.close().await();
    vertx.close().await();
  }
}
