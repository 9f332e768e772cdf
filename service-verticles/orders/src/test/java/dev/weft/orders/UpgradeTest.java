package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.Migrations;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.node.trace.TraceContext;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that are on their way when the version with sagas is installed. */
class UpgradeTest {

  private static final Set<Class<?>> EMITTED =
      Set.of(OrderPlaced.class, OrderOverdue.class, OrderCancelled.class);

  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private PgTransactions transactions;

  @BeforeEach
  void upgrade() throws Exception {
    var fresh = SharedDatabase.fresh("orders");
    var config =
        DatabaseConfig.of(fresh.host(), fresh.port(), fresh.name(), fresh.user(), fresh.password());
    database = Database.open(vertx, config);
    Migrations.run(config, null);
    migrateToTheVersionBefore(fresh);
    database
        .pool()
        .query(
            """
            insert into orders (id, customer_id, store_id, status, total, reason) values
              (1, 8, 3, 'PENDING', 5.7000, null), (2, 8, 3, 'CONFIRMED', 5.7000, null),
              (3, 8, 3, 'CANCELLED', 5.7000, 'none left'), (4, 8, 3, 'COMPLETED', 5.7000, null)
            """)
        .execute()
        .await();
    Migrations.run(config, "db/orders");
    transactions =
        new PgTransactions(
            database,
            new Emits(EMITTED, new Outbox(CodecRegistry.of(EMITTED))),
            new TransactionMetrics(new SimpleMeterRegistry(), "orders", database));
  }

  private static void migrateToTheVersionBefore(FreshDatabase fresh) {
    Flyway.configure()
        .dataSource(fresh.jdbcUrl(), fresh.user(), fresh.password())
        .locations("classpath:db/orders")
        .table("weft_service_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("1")
        .load()
        .migrate();
  }

  @AfterEach
  void close() {
    database.close().await();
    vertx.close().await();
  }

  @Test
  void pendingOrdersBecomeSagasThatMayTimeOut() {
    assertThat(one("select string_agg(key || ' ' || state, ',') from weft_saga"))
        .isEqualTo("1 AWAITING_STOCK");
    var due =
        in(
            tx ->
                tx.one(
                        """
                        select s.id, (extract(epoch from s.due - now()) / 60)::int as minutes
                        from weft_schedule s join weft_saga on timeout_id = s.id and timeout_at = due
                        """)
                    .orElseThrow());
    assertThat(due.getInteger("minutes")).isCloseTo(15, offset(1));

    overdue(1, due.getUUID("id"));

    assertThat(one("select status || ' ' || reason from orders where id = 1"))
        .isEqualTo("CANCELLED no answer from stock within 15 minutes");
    assertThat(one("select type || convert_from(payload, 'UTF8') from weft_outbox"))
        .isEqualTo(
            "foodmart.orders.OrderCancelled"
                + "{\"orderId\":1,\"customerId\":8,\"storeId\":3,\"total\":5.7000}");
  }

  @Test
  void pendingOrdersAreDecidedByWhatStockAndPaymentsTell() {
    in(
        tx -> {
          Ordering.SAGA.handle(new PaymentTaken(1), "any", tx);
          return true;
        });

    assertThat(one("select status from orders where id = 1")).isEqualTo("CONFIRMED");
    assertThat(one("select count(*)::text from weft_schedule")).isEqualTo("0");
  }

  private void overdue(long order, UUID timeout) {
    in(
        tx -> {
          Ordering.SAGA.handle(new OrderOverdue(order), timeout.toString(), tx);
          return true;
        });
  }

  private String one(String sql) {
    return in(tx -> tx.one(sql).orElseThrow().getString(0));
  }

  private <T> T in(Function<Transaction, T> work) {
    return transactions.run(TraceContext.fresh(), work);
  }
}
