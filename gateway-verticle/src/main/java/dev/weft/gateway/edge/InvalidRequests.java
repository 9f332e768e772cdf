package dev.weft.gateway.edge;

import dev.weft.node.trace.TraceContext;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what is no HTTP request, then closes the connection: nobody knows where the next request
 * on it would begin.
 */
record InvalidRequests(Visit.Observers observers) implements Handler<HttpServerRequest> {
  @Override
  public void handle(HttpServerRequest request) {
    var visit = new Visit(request, TraceContext.fresh(), observers, false);
    switch (request.decoderResult().cause()) {
      case TooLongHttpLineException _ ->
          Problems.writeAndClose(visit, 414, "The request's address is too long.");
      case TooLongHttpHeaderException _ ->
          Problems.writeAndClose(visit, 431, "The request's headers are too large.");
      default -> Problems.writeAndClose(visit, 400, "This is not a valid HTTP request.");
    }
  }
}
