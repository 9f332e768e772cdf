package dev.weft.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** A service of a few lines on a server that streams. */
record Servers(Vertx vertx, HttpServer server) implements AutoCloseable {
  static Servers listen(Handler<HttpServerRequest> handler) {
    var vertx = Vertx.vertx();
    var server = vertx.createHttpServer().requestHandler(handler);
    return new Servers(vertx, server.listen(0, "127.0.0.1").await());
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
