package dev.weft.kit.db;

import io.vertx.sqlclient.SqlConnection;

/** Where a transaction gets its connection from. */
interface Lanes {

  /** Waits for a connection. */
  Lane open(Work work);

  void release(SqlConnection connection);
}
