package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;

/** Reaches an instance over HTTP, with the connections of one event loop. */
final class HttpTransport implements Transport {
  static final long NEVER = Long.MAX_VALUE;

  private final HttpClientAgent client;
  private final HttpExchange.Sizes sizes;

  /**
   * @param maxBytes of an answer that is kept
   * @param largeBytes from where on an answer flows; or {@link #NEVER}
   */
  HttpTransport(HttpClientAgent client, long maxBytes, long largeBytes) {
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

  /** The connection is in no pool; the server is asked to close it after its answer. */
  @Override
  public Future<CallResult> sendAnew(Target target, CallRequest request) {
    var exchange = new HttpExchange(request, sizes);
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setURI(request.uri())
            .setHost(target.host())
            .setPort(target.port())
            .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    client
        .connect(new HttpConnectOptions().setHost(target.host()).setPort(target.port()))
        .compose(connection -> connection.request(options))
        .onComplete(exchange::connected, exchange::notConnected);
    return exchange.result();
  }
}
