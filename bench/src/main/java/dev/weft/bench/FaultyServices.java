package dev.weft.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** As many services as asked for: {@code /ok} answers 1 KB, {@code /hang} never answers. */
final class FaultyServices {
  static final int FIRST_PORT = 9301;

  private FaultyServices() {}

  static void main(String[] args) {
    var vertx = Vertx.vertx();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      vertx
          .createHttpServer()
          .requestHandler(FaultyServices::answer)
          .listen(FIRST_PORT + i, "127.0.0.1")
          .await();
    }
  }

  private static final Buffer BODY = Upstreams.body("any", 1 << 10);

  private static void answer(HttpServerRequest request) {
    if (request.path().equals("/ok")) {
      request.response().putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json").end(BODY);
    }
  }
}
