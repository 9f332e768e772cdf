package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;

/** Reaches an instance over HTTP, with the connections of one event loop. */
final class HttpTransport implements Transport {
  static final long NEVER = Long.MAX_VALUE;

  private final HttpClient client;
  private final HttpExchange.Sizes sizes;

  /**
   * @param maxBytes of an answer that is kept
   * @param largeBytes from where on an answer flows; or {@link #NEVER}
   */
  HttpTransport(HttpClient client, long maxBytes, long largeBytes) {
    this.client = client;
    this.sizes = new HttpExchange.Sizes(maxBytes, largeBytes);
  }

  @Override
  public Future<CallResult> send(Target target, CallRequest request) {
    var exchange = new HttpExchange(request, sizes);
    client
        .request(request.method(), target.port(), target.host(), request.uri())
        .onComplete(exchange::connected, exchange::notConnected);
    return exchange.result();
  }
}
