package dev.weft.gateway.contract;

import dev.weft.gateway.call.Service;
import dev.weft.node.call.BusCall;
import dev.weft.node.call.BusRequest;
import dev.weft.node.call.CallHeaders;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks one instance of a service for its OpenAPI document. With a client of its own: what goes
 * wrong here must not count against the calls of requests.
 */
final class DocumentFetch {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PATH = "/openapi.json";
  private static final long LARGEST = 4 << 20;

  private final Vertx vertx;
  private final HttpClient client;
  private final Optional<CallTokenIssuer> issuer;

  DocumentFetch(Vertx vertx, Optional<CallTokenIssuer> issuer) {
    this.vertx = vertx;
    this.issuer = issuer;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setConnectTimeout(2_000));
  }

  Future<Void> close() {
    return client.close();
  }

  /** The document, or empty when the service has none. Fails when the instance cannot be asked. */
  Future<Optional<ServiceDocument>> fetch(Service service, Instance instance) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    headers.set(CallHeaders.TRACEPARENT, TraceContext.fresh().traceparent());
    headers.set(CallHeaders.DEADLINE_MS, Long.toString(PATIENCE.toMillis()));
    if (service.callToken()) {
      issuer.ifPresent(tokens -> headers.set(CallHeaders.CALL_TOKEN, tokens.token(service.name())));
    }
    var body =
        instance.protocol() == Protocol.HTTP
            ? overHttp(instance, headers)
            : overBus(instance, headers);
    return body.map(found -> found.flatMap(bytes -> ServiceDocument.read(service.name(), bytes)));
  }

  private Future<Optional<Buffer>> overBus(Instance instance, MultiMap headers) {
    var request = new BusRequest("GET", PATH, headers, Buffer.buffer());
    return BusCall.send(vertx.eventBus(), instance.address(), request, PATIENCE)
        .map(answer -> answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty());
  }

  private Future<Optional<Buffer>> overHttp(Instance instance, MultiMap headers) {
    int colon = instance.address().lastIndexOf(':');
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(instance.address().substring(0, colon))
            .setPort(Integer.parseInt(instance.address().substring(colon + 1)))
            .setURI(PATH)
            .setHeaders(headers);
    return client
        .request(options)
        .compose(request -> request.send().compose(DocumentFetch::body))
        .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Future<Optional<Buffer>> body(HttpClientResponse response) {
    // What breaks is told by the future; without a handler Vert.x logs it as an error too.
    response.exceptionHandler(_ -> {});
    if (response.statusCode() != 200) {
      var _ = response.request().reset();
      return Future.succeededFuture(Optional.empty());
    }
    var bytes = Buffer.buffer();
    response.handler(
        chunk -> {
          bytes.appendBuffer(chunk);
          if (bytes.length() > LARGEST) {
            var _ = response.request().reset();
          }
        });
    return response.end().map(_ -> Optional.of(bytes));
  }
}
