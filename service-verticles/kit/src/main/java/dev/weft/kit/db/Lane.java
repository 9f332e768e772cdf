package dev.weft.kit.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection for the length of one transaction. Statements are sent at once and answered in
 * order; waiting for an answer is bounded and frees the carrier thread. A database that leaves a
 * statement unanswered beyond its own time limit has hung: its connection is closed.
 */
final class Lane {

  private final SqlConnection connection;
  private final Duration longestWait;
  private final long endsAt;
  private final List<Future<?>> unanswered = new ArrayList<>();
  private volatile boolean closed;
  private @Nullable RuntimeException failure;

  Lane(SqlConnection connection, Duration longestWait, long endsAt) {
    this.connection = connection;
    this.longestWait = longestWait;
    this.endsAt = endsAt;
    connection.closeHandler(_ -> closed = true);
  }

  SqlConnection connection() {
    return connection;
  }

  /** The first thing that went wrong; after it, PostgreSQL refuses to commit. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Sends a statement that needs no answer, such as BEGIN. */
  Future<?> command(String sql) {
    return connection.query(sql).execute();
  }

  Future<RowSet<Row>> send(String sql, Tuple arguments) {
    return connection.preparedQuery(sql).execute(arguments);
  }

  void sendUnanswered(String sql, Tuple arguments) {
    unanswered.add(send(sql, arguments));
  }

  /** Waits for an answer, and for those of everything that was sent before. */
  <T> T await(Future<T> answer) {
    awaitUnanswered();
    return awaitOne(answer);
  }

  void awaitUnanswered() {
    for (var earlier : unanswered) {
      awaitOne(earlier);
    }
    unanswered.clear();
  }

  private <T> T awaitOne(Future<T> answer) {
    if (failure != null) {
      throw failure;
    }
    long left = Math.min(longestWait.toNanos(), endsAt - System.nanoTime());
    try {
      if (answer.isComplete()) {
        return answer.await();
      }
      return answer.timeout(Math.max(1, left / 1_000_000), TimeUnit.MILLISECONDS).await();
    } catch (Exception e) { // await throws checked ones too
      if (e instanceof TimeoutException && left >= longestWait.toNanos()) {
        HardClose.of(connection);
      }
      failure = DatabaseFailures.whileAsking(e, closed);
      if (failure instanceof DatabaseUnavailable && overdue(e, left)) {
        failure = new TransactionOverdue(e);
      }
      throw failure;
    }
  }

  /** A timer may be early by a part of a millisecond. */
  private boolean overdue(Exception e, long left) {
    return System.nanoTime() - endsAt >= 0
        || (e instanceof TimeoutException && left < longestWait.toNanos());
  }
}
