package dev.weft.gateway.edge;

import dev.weft.node.call.CallHeaders;
import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathSafety;
import dev.weft.node.http.PathTable;
import dev.weft.node.trace.TraceContext;
import dev.weft.node.trace.Traces;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The life of a request: what holds for all of them is checked, its route is found, the route's
 * endpoint serves it, behind gates that were decided when the routes were loaded. For one event
 * loop.
 */
final class EndpointHandler implements Handler<HttpServerRequest> {
  private final Entrance entrance;
  private final Visit.Observers observers;
  private final BooleanSupplier draining;
  private PathTable<Endpoint> routes;

  /**
   * A handler.
   *
   * @param entrance what comes before the route
   * @param draining whether the gateway is about to stop
   */
  EndpointHandler(
      PathTable<Endpoint> routes,
      Entrance entrance,
      Visit.Observers observers,
      BooleanSupplier draining) {
    this.routes = routes;
    this.entrance = entrance;
    this.observers = observers;
    this.draining = draining;
  }

  /** From the next request on; those under way keep the endpoint they have. */
  void use(PathTable<Endpoint> others) {
    routes = others;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var trace = TraceContext.parse(request.headers().get(CallHeaders.TRACEPARENT));
    Traces.set(trace);
    var visit = new Visit(request, trace, observers, draining.getAsBoolean());
    if (!entrance.admits(visit)) {
      return;
    }
    var path = request.path();
    var unsafe = PathSafety.check(path == null ? "" : path);
    if (path == null || unsafe.isPresent()) {
      Problems.write(
          visit, 400, "The request's path is not acceptable: " + unsafe.orElse("") + ".");
      return;
    }
    if (entrance.isPreflight(request)) {
      entrance.preflight(visit, routes.match(CorsPolicy.requestedMethod(request), path));
      return;
    }
    switch (routes.match(request.method(), path)) {
      case PathMatch.Found<Endpoint> found -> {
        visit.found(found.value().meters());
        found.value().serve(visit, found);
      }
      case PathMatch.WrongMethod<Endpoint> wrong -> wrongMethod(visit, wrong.allowed());
      case PathMatch.NoSuchPath<Endpoint> _ ->
          Problems.write(visit, 404, "There is no such route.");
    }
  }

  private static void wrongMethod(Visit visit, Set<HttpMethod> allowed) {
    var names = new TreeSet<String>();
    allowed.forEach(method -> names.add(method.name()));
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    visit.response().headers().set("Allow", String.join(", ", names));
    Problems.write(visit, 405, "The route does not answer this method.");
  }
}
