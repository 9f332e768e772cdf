package dev.weft.gateway.edge;

import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.HttpFailures;
import dev.weft.gateway.call.Target;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds an instance for a request that goes through, and a connection to it. One that refuses was
 * sent nothing, so another takes its place. For one event loop.
 */
final class Connector {
  private final PassThroughEndpoint.Upstream upstream;
  private final HttpMethod method;
  private final String uri;
  private final BooleanSupplier wanted;
  private final List<Target> tried = new ArrayList<>(2);

  /** What connecting comes to. */
  sealed interface Connection {}

  /** A request that nothing was sent of yet; its target has to be told when it ends. */
  record Connected(Target target, HttpClientRequest request) implements Connection {}

  /** There is no connection. */
  record Unconnected(CallFailure failure) implements Connection {}

  /**
   * Has tried no instance yet.
   *
   * @param wanted whether somebody still waits for the connection
   */
  Connector(
      PassThroughEndpoint.Upstream upstream,
      HttpMethod method,
      String uri,
      BooleanSupplier wanted) {
    this.upstream = upstream;
    this.method = method;
    this.uri = uri;
    this.wanted = wanted;
  }

  /** Connects to an instance that was not tried yet. The future never fails. */
  Future<Connection> connect() {
    return connect(false);
  }

  /**
   * The same after a connection broke. Where there is no other instance it is one that was never
   * used before, as those that are kept may be dead.
   */
  Future<Connection> connectAgain() {
    boolean elsewhere = upstream.balancer().hasUntried(tried);
    if (!elsewhere) {
      tried.clear();
    }
    return connect(!elsewhere);
  }

  private Future<Connection> connect(boolean fresh) {
    var target = upstream.balancer().choose(tried);
    if (target == null) {
      var failure = tried.isEmpty() ? CallFailure.NO_INSTANCE : CallFailure.REFUSED;
      return Future.succeededFuture(new Unconnected(failure));
    }
    tried.add(target);
    target.begin();
    return open(target, fresh).transform(opened -> opened(opened, target));
  }

  private Future<HttpClientRequest> open(Target target, boolean fresh) {
    if (!fresh) {
      return upstream.client().request(method, target.port(), target.host(), uri);
    }
    var options = new RequestOptions().setMethod(method).setURI(uri);
    options.setHost(target.host()).setPort(target.port());
    options.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    return upstream
        .client()
        .connect(new HttpConnectOptions().setHost(target.host()).setPort(target.port()))
        .compose(connection -> connection.request(options));
  }

  private Future<Connection> opened(AsyncResult<HttpClientRequest> opened, Target target) {
    if (opened.succeeded()) {
      return Future.succeededFuture(new Connected(target, opened.result()));
    }
    target.end();
    var failure = HttpFailures.connecting(opened.cause());
    if (failure == CallFailure.REFUSED && wanted.getAsBoolean()) {
      upstream.balancer().refused(target);
      return connect(false);
    }
    return Future.succeededFuture(new Unconnected(failure));
  }
}
