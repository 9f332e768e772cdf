package dev.weft.kit.db;

import dev.weft.kit.Transaction;
import dev.weft.node.trace.TraceContext;
import java.time.Duration;
import java.util.function.Function;

/** Runs work inside transactions. Safe for any thread; work runs on the caller's virtual thread. */
public interface Transactions {

  /**
   * Runs the work in one transaction and commits it; what the work throws rolls back and is thrown
   * on. A transaction that lost to another one (serialization failure, deadlock) is run again,
   * twice at most.
   *
   * @throws DatabaseUnavailable if no connection could be had, or it broke
   */
  default <T> T run(TraceContext trace, Function<Transaction, T> work) {
    return run(trace, Work.LONGEST, work);
  }

  /**
   * Like the other, with a say in how long it may take.
   *
   * @throws TransactionOverdue if it took longer
   */
  <T> T run(TraceContext trace, Duration longest, Function<Transaction, T> work);
}
