package dev.weft.bench.messaging;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.node.trace.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Commits of a service that writes a row, with and without a message; and the plain insert. */
final class EmitRate {

  static final String WITH_MESSAGE = "commits of a row and a message";
  static final String WITHOUT = "commits of the row alone";
  static final String PLAIN = "plain inserts, each its own transaction";

  private static final int CALLERS = 16;
  private static final String INSERT = "INSERT INTO sale (id, note) VALUES ($1, $2)";

  private final Database database;
  private final PgTransactions transactions;
  private final AtomicInteger next = new AtomicInteger();

  EmitRate(Vertx vertx, DatabaseConfig config) {
    this.database = Database.open(vertx, config.withPoolSize(CALLERS));
    var outbox = new Outbox(CodecRegistry.of(Sold.class));
    this.transactions =
        new PgTransactions(
            database,
            new Emits(Set.of(Sold.class), outbox),
            new TransactionMetrics(new SimpleMeterRegistry(), "bench", database));
    run("CREATE TABLE sale (id bigint PRIMARY KEY, note text)");
  }

  /** One round of each; the order turns, so that none is always the first. */
  void round(int round, Duration window, Figures figures) throws InterruptedException {
    for (var i = 0; i < 3; i++) {
      run("TRUNCATE sale, weft_outbox");
      switch ((round + i) % 3) {
        case 0 -> figures.add(PLAIN, rate(window, this::plain));
        case 1 -> figures.add(WITHOUT, rate(window, number -> transact(number, false)));
        default -> figures.add(WITH_MESSAGE, rate(window, number -> transact(number, true)));
      }
    }
    run("TRUNCATE sale, weft_outbox");
  }

  private void plain(int number) {
    database.pool().preparedQuery(INSERT).execute(Tuple.of(number, "note")).await();
  }

  private void transact(int number, boolean emits) {
    transactions.run(TraceContext.fresh(), transaction -> write(transaction, number, emits));
  }

  private static boolean write(Transaction transaction, int number, boolean emits) {
    transaction.update(INSERT, number, "note");
    if (emits) {
      transaction.emit(Sold.of(number));
    }
    return true;
  }

  private double rate(Duration window, IntConsumer call) throws InterruptedException {
    var done = new AtomicInteger();
    var ended = new CountDownLatch(CALLERS);
    var began = System.nanoTime();
    for (var caller = 0; caller < CALLERS; caller++) {
      Thread.startVirtualThread(
          () -> {
            while (System.nanoTime() - began < window.toNanos()) {
              call.accept(next.incrementAndGet());
              done.incrementAndGet();
            }
            ended.countDown();
          });
    }
    ended.await();
    return done.get() * 1e9 / (System.nanoTime() - began);
  }

  private void run(String sql) {
    database.pool().query(sql).execute().await();
  }

  void close() {
    database.close().await();
  }
}
