package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;

/** Reaches an instance over HTTP, with the connections of one event loop. */
final class HttpTransport implements Transport {
  private final HttpClient client;
  private final long maxBytes;

  HttpTransport(HttpClient client, long maxBytes) {
    this.client = client;
    this.maxBytes = maxBytes;
  }

  @Override
  public Future<CallResult> send(Target target, CallRequest request) {
    var exchange = new HttpExchange(request, maxBytes);
    client
        .request(request.method(), target.port(), target.host(), request.uri())
        .onComplete(exchange::connected, exchange::notConnected);
    return exchange.result();
  }
}
