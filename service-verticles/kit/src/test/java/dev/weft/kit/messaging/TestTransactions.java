package dev.weft.kit.messaging;

import dev.weft.kit.Transaction;
import dev.weft.kit.db.CommitHook;
import dev.weft.kit.db.DatabaseUnavailable;
import dev.weft.kit.db.Transactions;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transactions as the kit runs them, reduced to what these tests need. */
public final class TestTransactions implements Transactions {

  private final Pool pool;
  private final CommitHook hook;

  public TestTransactions(Pool pool, CommitHook hook) {
    this.pool = pool;
    this.hook = hook;
  }

  @Override
  public <T> T run(TraceContext trace, Function<Transaction, T> work) {
    SqlConnection connection;
    try {
      connection = pool.getConnection().timeout(2, TimeUnit.SECONDS).await();
    } catch (Exception e) {
      throw new DatabaseUnavailable("no connection", e);
    }
    try {
      connection.query("BEGIN").execute().await();
      var transaction = new One(connection);
      var result = work.apply(transaction);
      var flushed =
          transaction.emitted.isEmpty()
              ? Future.succeededFuture()
              : hook.beforeCommit(connection, transaction.emitted, trace);
      var committed = connection.query("COMMIT").execute();
      flushed.await();
      committed.await();
      if (!transaction.emitted.isEmpty()) {
        hook.afterCommit();
      }
      return result;
    } catch (PgException e) {
      rollback(connection);
      throw e.getSqlState().startsWith("57") ? new DatabaseUnavailable("shut down", e) : e;
    } catch (RuntimeException e) {
      rollback(connection);
      throw e.getMessage() != null && e.getMessage().contains("closed")
          ? new DatabaseUnavailable("connection lost", e)
          : e;
    } finally {
      connection.close();
    }
  }

  private static void rollback(SqlConnection connection) {
    connection.query("ROLLBACK").execute();
  }

  private static final class One implements Transaction {

    private final SqlConnection connection;
    private final List<Record> emitted = new ArrayList<>();

    One(SqlConnection connection) {
      this.connection = connection;
    }

    private RowSet<Row> execute(String sql, @Nullable Object... arguments) {
      return connection
          .preparedQuery(sql)
          .execute(Tuple.tuple(new ArrayList<>(Arrays.asList(arguments))))
          .await();
    }

    @Override
    public Optional<Row> one(String sql, @Nullable Object... arguments) {
      return all(sql, arguments).stream().findFirst();
    }

    @Override
    public List<Row> all(String sql, @Nullable Object... arguments) {
      var rows = new ArrayList<Row>();
      execute(sql, arguments).forEach(rows::add);
      return rows;
    }

    @Override
    public int update(String sql, @Nullable Object... arguments) {
      return execute(sql, arguments).rowCount();
    }

    @Override
    public void queue(String sql, @Nullable Object... arguments) {
      execute(sql, arguments);
    }

    @Override
    public void emit(Record message) {
      emitted.add(message);
    }
  }
}
