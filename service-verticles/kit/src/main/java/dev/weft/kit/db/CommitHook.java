package dev.weft.kit.db;

import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/** What writes the messages of a transaction, in the same round trip as its COMMIT. */
public interface CommitHook {

  /** For a service that emits nothing. */
  CommitHook NONE =
      new CommitHook() {
        @Override
        public Future<?> beforeCommit(
            SqlConnection connection, List<Record> emitted, TraceContext trace) {
          return Future.succeededFuture();
        }

        @Override
        public Future<?> schedule(
            SqlConnection connection, List<Scheduled> scheduled, TraceContext trace) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> cancel(SqlConnection connection, UUID scheduled) {
          return Future.succeededFuture(false);
        }

        @Override
        public UUID newId() {
          return UUID.randomUUID();
        }

        @Override
        public void afterCommit() {}
      };

  /**
   * Queues its statements on the connection and returns at once; COMMIT is sent right behind them.
   * Called only if something was emitted. What it throws rolls the transaction back; so does a
   * statement that the database refuses.
   *
   * @param emitted in the order of the emits
   */
  Future<?> beforeCommit(SqlConnection connection, List<Record> emitted, TraceContext trace);

  /** The same for messages that are due later; both may be called for one transaction. */
  Future<?> schedule(SqlConnection connection, List<Scheduled> scheduled, TraceContext trace);

  /** Takes back a message of an earlier transaction; false when it is not there any more. */
  Future<Boolean> cancel(SqlConnection connection, UUID scheduled);

  /** The id of a message to be scheduled. */
  UUID newId();

  /**
   * The transaction with messages has committed. Called on the transaction's thread; must be quick.
   */
  void afterCommit();
}
