package dev.weft.kit.db;

import io.vertx.sqlclient.SqlConnection;

/** Connections of the pool. */
record PooledLanes(Database database) implements Lanes {

  @Override
  public Lane open(Work work) {
    // PostgreSQL ends a statement by itself; if it has not done so a second later, it hangs.
    var longestWait = database.config().statementTimeout().plusSeconds(1);
    try {
      return new Lane(database.connection().await(), longestWait, work.endsAt());
    } catch (Exception e) {
      throw DatabaseFailures.whileConnecting(e);
    }
  }

  @Override
  public void release(SqlConnection connection) {
    database.release(connection);
  }
}
