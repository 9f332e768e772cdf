package dev.weft.gateway.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;

/**
 * Two connections that have become one, after a service has agreed to go on with WebSocket: bytes
 * go through both ways with back-pressure, and so do frames, pings, sub-protocols and close codes.
 */
final class Tunnel {
  private Tunnel() {}

  /**
   * Tells the client of the agreement and opens the tunnel.
   *
   * @return completes when either side has closed, always well
   */
  static Future<Void> open(HttpServerRequest request, NetSocket service) {
    service.pause();
    return request
        .toNetSocket()
        .compose(client -> through(client, service))
        .recover(
            _ -> {
              var _ = service.close();
              return Future.succeededFuture();
            });
  }

  private static Future<Void> through(NetSocket client, NetSocket service) {
    client.exceptionHandler(_ -> {});
    service.exceptionHandler(_ -> {});
    // Such a connection may live for hours: a gateway that stops does not wait for its end.
    client.shutdownHandler(_ -> client.close());
    var up = client.pipeTo(service);
    var down = service.pipeTo(client);
    return Future.any(up, down)
        .eventually(
            () -> {
              var _ = client.close();
              return service.close();
            })
        .mapEmpty();
  }
}
