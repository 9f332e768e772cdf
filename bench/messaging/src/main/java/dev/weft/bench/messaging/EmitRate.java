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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Commits of a service with and without a message, of one row and of an order; the plain insert.
 */
final class EmitRate {

  static final String WITH_MESSAGE = "commits of a row and a message";
  static final String WITHOUT = "commits of the row alone";
  static final String PLAIN = "plain inserts, each its own transaction";
  static final String ORDER_WITH_MESSAGE = "commits of an order and a message";
  static final String ORDER_WITHOUT = "commits of the order alone";

  private static final int CALLERS = 16;
  private static final int PRODUCTS = 1_000;
  private static final String INSERT = "INSERT INTO sale (id, note) VALUES ($1, $2)";
  private static final String PRICES =
      "SELECT id, price FROM product WHERE id = ANY ($1::bigint[])";
  private static final String ORDER =
      "INSERT INTO orders (customer, total) VALUES ($1, $2) RETURNING id, placed_at";
  private static final String LINES =
      """
      INSERT INTO line (order_id, product, amount)
      SELECT $1, l.* FROM unnest($2::bigint[], $3::numeric[]) AS l\
      """;

  private final Database database;
  private final PgTransactions transactions;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Measured> measured =
      List.of(
          new Measured(PLAIN, this::plain),
          new Measured(WITHOUT, number -> transact(tx -> row(tx, number))),
          new Measured(WITH_MESSAGE, number -> transact(tx -> emit(row(tx, number), number))),
          new Measured(ORDER_WITHOUT, number -> transact(tx -> order(tx, number))),
          new Measured(
              ORDER_WITH_MESSAGE, number -> transact(tx -> emit(order(tx, number), number))));

  /** What one call does. */
  private record Measured(String name, IntConsumer call) {}

  EmitRate(Vertx vertx, DatabaseConfig config) {
    this.database = Database.open(vertx, config.withPoolSize(CALLERS));
    var outbox = new Outbox(CodecRegistry.of(Sold.class));
    this.transactions =
        new PgTransactions(
            database,
            new Emits(Set.of(Sold.class), outbox),
            new TransactionMetrics(new SimpleMeterRegistry(), "bench", database));
    run("CREATE TABLE sale (id bigint PRIMARY KEY, note text)");
    run("CREATE TABLE product (id bigint PRIMARY KEY, price numeric NOT NULL)");
    run(
        "INSERT INTO product SELECT n, n / 7.0 FROM generate_series(1, %d) AS n"
            .formatted(PRODUCTS));
    run(
        """
        CREATE TABLE orders (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL,
          total numeric NOT NULL, placed_at timestamptz NOT NULL DEFAULT now())\
        """);
    run(
        "CREATE TABLE line (order_id bigint, product bigint, amount numeric, PRIMARY KEY (order_id,"
            + " product))");
  }

  /** One round of each; the order turns, so that none is always the first. */
  void round(int round, Duration window, Figures figures) throws InterruptedException {
    for (var i = 0; i < measured.size(); i++) {
      run("TRUNCATE sale, orders, line, weft_outbox");
      var one = measured.get((round + i) % measured.size());
      figures.add(one.name(), rate(window, one.call()));
    }
    run("TRUNCATE sale, orders, line, weft_outbox");
  }

  private void plain(int number) {
    database.pool().preparedQuery(INSERT).execute(Tuple.of(number, "note")).await();
  }

  private void transact(Function<Transaction, Transaction> work) {
    transactions.run(TraceContext.fresh(), work);
  }

  private static Transaction row(Transaction tx, int number) {
    tx.update(INSERT, number, "note");
    return tx;
  }

  /** As a shop does it: read the prices, write the order, write its three lines. */
  private static Transaction order(Transaction tx, int number) {
    var products = Stream.of(1, 2, 3).map(n -> (long) (number * n % PRODUCTS + 1)).distinct();
    var prices = tx.all(PRICES, (Object) products.toArray(Long[]::new));
    var amounts = prices.stream().map(row -> row.getBigDecimal("price")).toArray(BigDecimal[]::new);
    var total = Stream.of(amounts).reduce(BigDecimal.ZERO, BigDecimal::add);
    var id = tx.one(ORDER, (long) number, total).orElseThrow().getLong("id");
    var ids = prices.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
    tx.queue(LINES, id, ids, amounts);
    return tx;
  }

  private static Transaction emit(Transaction tx, int number) {
    tx.emit(Sold.of(number));
    return tx;
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
