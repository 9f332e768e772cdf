package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.CommitHook;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.Migrations;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.node.trace.TraceContext;
import dev.weft.stack.embedded.SharedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions that know nothing of each other, step by step, on two connections. */
class InterleavingTest {

  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private PgTransactions transactions;

  @BeforeEach
  void open() throws Exception {
    var fresh = SharedDatabase.fresh("payments");
    var config =
        DatabaseConfig.of(fresh.host(), fresh.port(), fresh.name(), fresh.user(), fresh.password());
    Migrations.run(config, "db/payments");
    database = Database.open(vertx, config);
    var emits = new Emits(Set.of(PaymentTaken.class, PaymentDeclined.class), CommitHook.NONE);
    var metrics = new TransactionMetrics(new SimpleMeterRegistry(), "payments", database);
    transactions = new PgTransactions(database, emits, metrics);
  }

  @AfterEach
  void close() {
    database.close().await();
    vertx.close().await();
  }

  @Test
  void anAccountThatOpensWhileItsSecondOrderIsUnderWayChargesBoth() throws Exception {
    long customer = Customers.newId();
    var first = Customers.order(customer, "1.0000");
    var second = Customers.order(customer, "2.0000");
    in(tx -> Charging.charge(first, tx));

    together(tx -> Charging.charge(second, tx), tx -> Charging.open(registered(customer), tx));

    assertThat(number("select count(*) from payment where status = 'TAKEN'")).isEqualTo(2);
    assertThat(number("select balance::bigint from account")).isEqualTo(3);
  }

  @Test
  void anOrderThatIsCancelledWhileItIsChargedIsGivenBackWhicheverIsFirst() throws Exception {
    long customer = Customers.newId();
    in(tx -> Charging.open(registered(customer), tx));
    var charged = Customers.order(customer, "1.0000");
    var cancelled = Customers.order(customer, "2.0000");

    together(
        tx -> Charging.charge(charged, tx),
        tx -> Charging.cancel(Customers.cancelled(charged), tx));
    together(
        tx -> Charging.cancel(Customers.cancelled(cancelled), tx),
        tx -> Charging.charge(cancelled, tx));

    assertThat(number("select count(*) from payment where status = 'REFUNDED'")).isOne();
    assertThat(number("select count(*) from payment where status = 'DECLINED'")).isOne();
    assertThat(number("select balance::bigint from account")).isZero();
  }

  @Test
  void anOrderThatIsCancelledWhileItsAccountOpensOwesNothingWhicheverIsFirst() throws Exception {
    long one = Customers.newId();
    long other = Customers.newId();
    var opened = Customers.order(one, "1.0000");
    var cancelled = Customers.order(other, "2.0000");
    in(tx -> Charging.charge(opened, tx));
    in(tx -> Charging.charge(cancelled, tx));

    together(
        tx -> Charging.open(registered(one), tx),
        tx -> Charging.cancel(Customers.cancelled(opened), tx));
    together(
        tx -> Charging.cancel(Customers.cancelled(cancelled), tx),
        tx -> Charging.open(registered(other), tx));

    assertThat(number("select count(*) from payment where status = 'REFUNDED'")).isOne();
    assertThat(number("select count(*) from payment where status = 'DECLINED'")).isOne();
    assertThat(number("select sum(balance)::bigint from account")).isZero();
  }

  private static CustomerRegistered registered(long customer) {
    return new CustomerRegistered(customer, "$10K - $30K");
  }

  /** Does the second while the first has not committed. */
  private void together(Consumer<Transaction> first, Consumer<Transaction> second)
      throws Exception {
    var done = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          CompletableFuture.runAsync(
              () ->
                  in(
                      tx -> {
                        first.accept(tx);
                        tx.one("select 1"); // so that what was queued is there
                        done.countDown();
                        pass(mayCommit);
                      }),
              threads);
      done.await();
      var two = CompletableFuture.runAsync(() -> in(second), threads);
      await().atMost(Duration.ofSeconds(5)).until(() -> two.isDone() || waitsForALock());
      mayCommit.countDown();
      one.join();
      two.join();
    }
  }

  private boolean waitsForALock() {
    return number(
            """
            select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'
            """)
        > 0;
  }

  private long number(String sql) {
    return database.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private void in(Consumer<Transaction> work) {
    transactions.run(
        TraceContext.fresh(),
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
