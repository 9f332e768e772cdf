package dev.weft.gateway.edge;

import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of clients against a cap; one beyond it is closed at once. Safe for all
 * threads. Behind a proxy that names the client in front of everything, nobody else may connect.
 */
public final class Connections {
  private final int most;
  private final @Nullable TrustedProxies peers;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Counts from none.
   *
   * @param most 0: no limit
   * @param peers who alone may connect; null: all
   */
  public Connections(int most, @Nullable TrustedProxies peers) {
    this.most = most;
    this.peers = peers;
  }

  /** Whether a connection may stay; then it has to {@link #end}, else it is closed. */
  boolean begin(HttpConnection connection) {
    if (isPeer(connection) && (count.incrementAndGet() <= most || most == 0)) {
      return true;
    }
    if (isPeer(connection)) {
      count.decrementAndGet();
    }
    var _ = connection.close();
    return false;
  }

  private boolean isPeer(HttpConnection connection) {
    if (peers == null) {
      return true;
    }
    var address = connection.remoteAddress(true);
    return address.hostAddress() != null && peers.contains(address.hostAddress());
  }

  void end() {
    count.decrementAndGet();
  }
}
