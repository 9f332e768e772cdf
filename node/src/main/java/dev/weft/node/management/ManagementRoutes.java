package dev.weft.node.management;

import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathTable;
import dev.weft.node.http.PathTemplate;
import dev.weft.node.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of a process answer on its management port, in JSON, to whoever {@link
 * ManagementAccess} lets in. Safe for all threads.
 */
public final class ManagementRoutes {

  private static final Logger log = LoggerFactory.getLogger(ManagementRoutes.class);
  private static final int MOST_BYTES = 64 * 1024;

  private final ManagementAccess access;
  private final List<Route> routes = new ArrayList<>();
  private volatile PathTable<Route> table = PathTable.<Route>builder().build();

  /** A path and who answers there. */
  record Route(HttpMethod method, PathTemplate template, ManagementHandler handler) {}

  public ManagementRoutes(ManagementAccess access) {
    this.access = access;
  }

  /**
   * Adds a path such as {@code /messages/{service}/dead-letters}. GET changes nothing.
   *
   * @throws IllegalArgumentException when the template is not well-formed or stands already
   */
  public Handle add(HttpMethod method, String template, ManagementHandler handler) {
    var route = new Route(method, PathTemplate.parse(template), handler);
    synchronized (routes) {
      table = table(route);
      routes.add(route);
    }
    return () -> remove(route);
  }

  private void remove(Route route) {
    synchronized (routes) {
      routes.remove(route);
      table = table();
    }
  }

  private PathTable<Route> table(Route... added) {
    var builder = PathTable.<Route>builder();
    for (var route : routes) {
      builder.add(route.method(), route.template().text(), route);
    }
    for (var route : added) {
      builder.add(route.method(), route.template().text(), route);
    }
    return builder.build();
  }

  PathMatch<Route> match(HttpMethod method, String path) {
    return table.match(method, path);
  }

  /** Answers a request whose path was found. */
  void handle(HttpServerRequest request, PathMatch.Found<Route> found) {
    var response = request.response();
    var refusal = access.refuse(request);
    if (refusal.isPresent()) {
      if (refusal.get().status() == 401) {
        response.putHeader("WWW-Authenticate", "Bearer");
      }
      refusal.get().send(response);
      return;
    }
    var query = new LinkedHashMap<String, String>();
    for (var entry : request.params()) {
      if (query.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
        Problem.badRequest("the query has \"" + entry.getKey() + "\" twice").send(response);
        return;
      }
    }
    body(request)
        .onFailure(_ -> Problem.contentTooLarge("at most 64 KB").send(response))
        .onSuccess(bytes -> answer(request, found, query, bytes));
  }

  private static Future<Buffer> body(HttpServerRequest request) {
    var whole = Buffer.buffer();
    var promise = Promise.<Buffer>promise();
    request.handler(
        chunk -> {
          if (whole.length() + chunk.length() > MOST_BYTES) {
            promise.tryFail("too large");
          } else {
            whole.appendBuffer(chunk);
          }
        });
    request.endHandler(_ -> promise.tryComplete(whole));
    return promise.future();
  }

  private static void answer(
      HttpServerRequest request,
      PathMatch.Found<Route> found,
      Map<String, String> query,
      Buffer bytes) {
    var response = request.response();
    JsonObject body;
    try {
      body = bytes.length() == 0 ? new JsonObject() : new JsonObject(bytes);
    } catch (DecodeException | ClassCastException _) {
      Problem.badRequest("the body must be a JSON object").send(response);
      return;
    }
    var asked =
        new ManagementRequest(
            parameters(found), query, body, request.remoteAddress().hostAddress());
    Future.succeededFuture(asked)
        .compose(found.value().handler()::handle)
        .onSuccess(
            answer -> {
              switch (answer) {
                case ManagementAnswer.Json(var json) -> ManagementServer.json(response, json);
                case ManagementAnswer.Refused(var problem) -> problem.send(response);
              }
            })
        .onFailure(
            e -> {
              log.warn("{} {} failed", request.method(), request.path(), e);
              Problem.internal().send(response);
            });
  }

  private static Map<String, String> parameters(PathMatch.Found<Route> found) {
    var names = found.value().template().parameters();
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), found.parameters().get(i));
    }
    return values;
  }
}
