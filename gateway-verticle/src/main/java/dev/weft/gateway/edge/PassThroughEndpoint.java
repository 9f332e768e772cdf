package dev.weft.gateway.edge;

import dev.weft.gateway.call.Balancer;
import dev.weft.gateway.call.CallFactory;
import dev.weft.gateway.call.Caller;
import dev.weft.gateway.call.Permit;
import dev.weft.gateway.call.Service;
import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.UriTemplate;
import dev.weft.gateway.plan.Values;
import dev.weft.node.http.PathMatch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves a route that hands requests on to one service, both bodies streamed. */
final class PassThroughEndpoint implements Endpoint {
  private final PassThrough route;
  private final RouteMeters meters;
  private final Upstream upstream;

  /**
   * The service behind the route as one event loop reaches it.
   *
   * @param permits asks whether the service may be called now
   * @param edge what its answers get at the edge
   */
  record Upstream(
      Vertx vertx,
      Balancer balancer,
      Supplier<Permit> permits,
      Service service,
      CallFactory factory,
      Edge edge) {
    HttpClientAgent client() {
      return factory.client();
    }

    StandingHeaders headers() {
      return edge.headers();
    }

    boolean cors() {
      return edge.cors();
    }

    Optional<String> token(Caller caller) {
      return factory.token(service, caller);
    }
  }

  /**
   * What the gateway does to every answer.
   *
   * @param cors whether it, and not the service, tells browsers what they may do
   */
  record Edge(StandingHeaders headers, boolean cors) {}

  PassThroughEndpoint(PassThrough route, RouteMeters meters, Upstream upstream) {
    this.route = route;
    this.meters = meters;
    this.upstream = upstream;
  }

  @Override
  public RouteMeters meters() {
    return meters;
  }

  @Override
  public void serve(Visit visit, PathMatch.Found<Endpoint> found) {
    var request = visit.request();
    var path = path(visit, found);
    if (path == null) {
      Problems.write(visit, 400, "The request's path is not acceptable.");
      return;
    }
    var query = request.query();
    var uri = query == null ? path : path + "?" + query;
    new PassThroughExchange(visit, route, upstream, uri).start();
  }

  private @Nullable String path(Visit visit, PathMatch.Found<Endpoint> found) {
    if (route.to() == null) {
      return visit.request().path();
    }
    return switch (route.to().fill(new PathValues(found.parameters()))) {
      case UriTemplate.Uri(var text) -> withTail(text, found.tail());
      case UriTemplate.Missing _ -> null;
    };
  }

  private String withTail(String path, String tail) {
    var whole = route.tail() ? path + tail : path;
    return whole.isEmpty() ? "/" : whole;
  }

  private record PathValues(List<String> parameters) implements Values {
    @Override
    public @Nullable String value(Reference reference) {
      return reference instanceof Reference.PathParameter parameter
          ? parameters.get(parameter.index())
          : null;
    }

    @Override
    public List<String> values(Reference reference) {
      return List.of();
    }
  }
}
