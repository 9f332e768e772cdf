package dev.weft.kit.db;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionBase;

/**
 * Closes the socket of a connection whose server says nothing any more. The driver itself knows
 * only the polite way, which waits for that server; until then the pool would keep a place for it.
 */
final class HardClose {

  private HardClose() {}

  static void of(SqlConnection connection) {
    if (connection instanceof SqlConnectionBase<?> base
        && base.unwrap().unwrap() instanceof SocketConnectionBase socket) {
      socket.socket().close();
    }
  }
}
