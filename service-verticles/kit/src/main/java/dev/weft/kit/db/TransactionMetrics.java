package dev.weft.kit.db;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How long transactions take, how they end, and how busy the pool is. */
public final class TransactionMetrics {

  private final Timer committed;
  private final Timer rolledBack;

  public TransactionMetrics(MeterRegistry meters, String service, Database database) {
    this.committed = timer(meters, service, "committed");
    this.rolledBack = timer(meters, service, "rolled-back");
    Gauge.builder("weft.pool.in.use", database, Database::inUse)
        .description("Connections that transactions have")
        .tag("service", service)
        .register(meters);
    Gauge.builder("weft.pool.waiting", database, Database::waiting)
        .description("Transactions that wait for a connection")
        .tag("service", service)
        .register(meters);
    Gauge.builder("weft.pool.size", database, d -> d.config().poolSize())
        .description("Most connections at a time")
        .tag("service", service)
        .register(meters);
  }

  void ended(boolean hasCommitted, long nanos) {
    (hasCommitted ? committed : rolledBack).record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Timer timer(MeterRegistry meters, String service, String outcome) {
    return Timer.builder("weft.transaction")
        .description("Time of a transaction, waiting for its connection included")
        .tag("service", service)
        .tag("outcome", outcome)
        .register(meters);
  }
}
