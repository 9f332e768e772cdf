package dev.weft.kit.db;

import dev.weft.kit.Transaction;
import dev.weft.node.trace.TraceContext;
import java.util.function.Function;

/** Transactions on the connections of a {@link Database}. */
public final class PgTransactions implements Transactions {

  private final Database database;
  private final Emits emits;
  private final TransactionMetrics metrics;

  public PgTransactions(Database database, Emits emits, TransactionMetrics metrics) {
    this.database = database;
    this.emits = emits;
    this.metrics = metrics;
  }

  @Override
  public <T> T run(TraceContext trace, Function<Transaction, T> work) {
    return run(Work.write(trace), work::apply);
  }

  /** Like the other, with a say in what the transaction may do and until when. */
  public <T> T run(Work kind, Function<PgTransaction, T> work) {
    try {
      return attempt(kind, work);
    } catch (RuntimeException e) {
      if (DatabaseFailures.lostToAnother(e)) {
        return attempt(kind, work);
      }
      throw e;
    }
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
