package dev.weft.testkit;

import dev.weft.codecs.MessageDefinition;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Transactions of a test on the database of a service; they emit as the service's own do. */
final class TestTransactions implements AutoCloseable {

  private final Database database;
  private final PgTransactions transactions;

  TestTransactions(Vertx vertx, String service, DatabaseConfig config, Kinds kinds) {
    var emitted = kinds.emitted();
    var types =
        emitted.definitions().stream().map(MessageDefinition::record).collect(Collectors.toSet());
    this.database = Database.open(vertx, service + "-test", config.withPoolSize(1));
    this.transactions =
        new PgTransactions(
            database,
            new Emits(Set.copyOf(types), new Outbox(emitted)),
            new TransactionMetrics(new SimpleMeterRegistry(), service, database));
  }

  void run(Consumer<Transaction> work) {
    var _ =
        transactions.run(
            TraceContext.fresh(),
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  @Override
  public void close() {
    database.close().await();
  }
}
