package dev.weft.gateway;

import dev.weft.gateway.edge.EdgeServer;
import dev.weft.node.StopPhase;
import dev.weft.node.management.CheckResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The servers of all event loops, as one. */
final class RunningGateway implements GatewayHandle {
  private static final int CLOSING_SHARE = 20;

  private final List<EdgeServer> edges = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final List<HttpClient> clients = new CopyOnWriteArrayList<>();
  private final Duration grace;
  private @Nullable Future<Void> stopped;
  private volatile int port;
  private volatile boolean draining;
  private volatile long stopping;

  /**
   * Serves nothing yet.
   *
   * @param grace how long the whole stop of the process may take
   */
  RunningGateway(Duration grace) {
    this.grace = grace;
  }

  void add(EdgeServer edge, HttpServer server, HttpClient client) {
    edges.add(edge);
    servers.add(server);
    clients.add(client);
  }

  /** One of the servers; what is set for the port is set by any of them. */
  HttpServer server() {
    return servers.getFirst();
  }

  /** Has other routes served, on every event loop or on none. */
  Future<Void> use(EdgeServer.Routes routes) {
    var prepared = edges.stream().map(edge -> edge.prepare(routes)).toList();
    return Future.all(prepared)
        .compose(_ -> Future.all(prepared.stream().map(next -> next.result().serve()).toList()))
        .mapEmpty();
  }

  void listening(int actualPort) {
    port = actualPort;
  }

  @Override
  public int port() {
    return port;
  }

  boolean isDraining() {
    return draining;
  }

  CheckResult check() {
    if (draining) {
      return CheckResult.down("the gateway is about to stop");
    }
    return port == 0 ? CheckResult.down("the gateway does not listen yet") : CheckResult.up();
  }

  /** From now on every answer asks its client to connect elsewhere. */
  Future<Void> withdraw() {
    leave();
    return Future.succeededFuture();
  }

  private void leave() {
    if (!draining) {
      stopping = System.nanoTime();
      draining = true;
    }
  }

  /** The time of the phase runs from the beginning of the stop; some of it is for closing. */
  private long drainMillis() {
    var left =
        StopPhase.DRAIN
            .endWithin(grace)
            .minus(grace.dividedBy(CLOSING_SHARE))
            .minusNanos(System.nanoTime() - stopping);
    return Math.max(1, left.toMillis());
  }

  @Override
  public synchronized Future<Void> stop() {
    if (stopped != null) {
      return stopped;
    }
    leave();
    long millis = drainMillis();
    var all =
        servers.stream().map(server -> server.shutdown(millis, TimeUnit.MILLISECONDS)).toList();
    var future =
        Future.join(all)
            .eventually(() -> Future.join(clients.stream().map(HttpClient::close).toList()))
            .<Void>mapEmpty();
    stopped = future;
    return future;
  }
}
