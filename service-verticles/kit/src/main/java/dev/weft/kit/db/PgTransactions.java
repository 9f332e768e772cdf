package dev.weft.kit.db;

import dev.weft.kit.Transaction;
import dev.weft.node.trace.TraceContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Transactions on the connections of a {@link Database}. */
public final class PgTransactions implements Transactions {

  private static final int MOST_LOST = 2;

  private final Database database;
  private final Emits emits;
  private final TransactionMetrics metrics;

  public PgTransactions(Database database, Emits emits, TransactionMetrics metrics) {
    this.database = database;
    this.emits = emits;
    this.metrics = metrics;
  }

  @Override
  public <T> T run(TraceContext trace, Duration longest, Function<Transaction, T> work) {
    return run(Work.write(trace, longest), work::apply);
  }

  /** Like the other, with a say in what the transaction may do and until when. */
  public <T> T run(Work kind, Function<PgTransaction, T> work) {
    int overtaken = 0;
    int lost = 0;
    while (true) {
      try {
        return attempt(kind, work);
      } catch (RuntimeException e) {
        if (DatabaseFailures.overtakenByMigration(e) && overtaken < database.config().poolSize()) {
          overtaken++;
        } else if (DatabaseFailures.lostToAnother(e) && lost < MOST_LOST) {
          lost++;
          letTheWinnerPass(lost);
        } else {
          throw e;
        }
      }
    }
  }

  /** Blocks a virtual thread and nobody else. */
  private static void letTheWinnerPass(int lost) {
    int millis = ThreadLocalRandom.current().nextInt(10 * lost, 50 * lost);
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private <T> T attempt(Work kind, Function<PgTransaction, T> work) {
    long began = System.nanoTime();
    var transaction = new PgTransaction(new PooledLanes(database), emits, kind);
    boolean committed = false;
    try {
      T result = work.apply(transaction);
      transaction.commit();
      committed = true;
      return result;
    } finally {
      transaction.rollback();
      metrics.ended(committed, System.nanoTime() - began);
    }
  }
}
