package dev.weft.node.management;

import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathTable;
import dev.weft.node.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers operators and their machines, apart from the traffic. */
public final class ManagementServer {

  private static final int IDLE_SECONDS = 60;

  private final Vertx vertx;
  private final Health health;
  private final Meters meters;
  private final Supplier<JsonObject> info;
  private final ManagementRoutes routes;
  private final PathTable<Handler<HttpServerResponse>> paths;

  public ManagementServer(
      Vertx vertx,
      Health health,
      Meters meters,
      Supplier<JsonObject> info,
      ManagementRoutes routes) {
    this.vertx = vertx;
    this.routes = routes;
    this.health = health;
    this.meters = meters;
    this.info = info;
    this.paths =
        PathTable.<Handler<HttpServerResponse>>builder()
            .add(HttpMethod.GET, "/health/started", r -> report(r, this.health.startedReport()))
            .add(HttpMethod.GET, "/health/live", r -> report(r, this.health.liveReport()))
            .add(HttpMethod.GET, "/health/ready", r -> report(r, this.health.readyReport()))
            .add(HttpMethod.GET, "/metrics", this::metrics)
            .add(HttpMethod.GET, "/info", r -> json(r, this.info.get()))
            .build();
  }

  public Future<HttpServer> listen(String host, int port) {
    var options =
        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    return vertx.createHttpServer(options).requestHandler(this::handle).listen(port, host);
  }

  private void handle(HttpServerRequest request) {
    var response = request.response();
    var path = request.path() == null ? "" : request.path();
    switch (paths.match(request.method(), path)) {
      case PathMatch.Found<Handler<HttpServerResponse>> found -> found.value().handle(response);
      case PathMatch.WrongMethod<Handler<HttpServerResponse>>(var allowed) ->
          wrongMethod(response, allowed);
      case PathMatch.NoSuchPath<Handler<HttpServerResponse>> _ -> ofParts(request, path);
    }
  }

  private void ofParts(HttpServerRequest request, String path) {
    switch (routes.match(request.method(), path)) {
      case PathMatch.Found<ManagementRoutes.Route> found -> routes.handle(request, found);
      case PathMatch.WrongMethod<ManagementRoutes.Route>(var allowed) ->
          wrongMethod(request.response(), allowed);
      case PathMatch.NoSuchPath<ManagementRoutes.Route> _ ->
          Problem.notFound(
                  "there are /health/started, /health/live, /health/ready, /metrics, /info")
              .send(request.response());
    }
  }

  private static void wrongMethod(HttpServerResponse response, Set<HttpMethod> allowed) {
    var names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    response.putHeader(HttpHeaders.ALLOW, names);
    Problem.methodNotAllowed("this path takes " + names).send(response);
  }

  private static void report(HttpServerResponse response, HealthReport report) {
    json(response.setStatusCode(report.isUp() ? 200 : 503), report.json());
  }

  static void json(HttpServerResponse response, JsonObject json) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(json.encode());
  }

  /** Collecting takes milliseconds, which the event loops have no time for. */
  private void metrics(HttpServerResponse response) {
    vertx
        .executeBlocking(meters::scrape, false)
        .onSuccess(
            text -> response.putHeader(HttpHeaders.CONTENT_TYPE, Meters.CONTENT_TYPE).end(text))
        .onFailure(_ -> Problem.internal().send(response));
  }
}
