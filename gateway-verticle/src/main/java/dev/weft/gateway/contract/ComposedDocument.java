package dev.weft.gateway.contract;

import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.Route;
import dev.weft.node.http.OperationId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the OpenAPI 3.1 document of all routes. Used once. */
final class ComposedDocument {
  private final Map<String, ServiceDocument> documents;
  private final Components components = new Components();
  private final JsonObject paths = new JsonObject();

  private ComposedDocument(Map<String, ServiceDocument> documents) {
    this.documents = documents;
    components.put(RouteResponses.PROBLEM, RouteResponses.problemSchema());
  }

  /** The document of these routes, with what is known of the services behind them. */
  static JsonObject of(
      Contract.Settings settings, List<Route> routes, Map<String, ServiceDocument> documents) {
    return new ComposedDocument(documents).document(settings, routes);
  }

  private JsonObject document(Contract.Settings settings, List<Route> routes) {
    // Routes that compose first: what hands a whole tree of paths on must not stand before them.
    routes.stream().filter(Plan.class::isInstance).map(Plan.class::cast).forEach(this::add);
    routes.stream()
        .filter(PassThrough.class::isInstance)
        .map(PassThrough.class::cast)
        .sorted(Comparator.comparing(PassThrough::tail))
        .forEach(this::add);
    var document =
        new JsonObject()
            .put("openapi", "3.1.0")
            .put(
                "info",
                new JsonObject().put("title", settings.title()).put("version", settings.version()));
    if (!settings.servers().isEmpty()) {
      var servers = new JsonArray();
      settings.servers().forEach(url -> servers.add(new JsonObject().put("url", url)));
      document.put("servers", servers);
    }
    document.put("paths", paths);
    return document.put("components", new JsonObject().put("schemas", components.usedBy(document)));
  }

  private void add(Plan plan) {
    var verb = plan.method().name().toLowerCase(Locale.ROOT);
    put(plan, verb, plan.path(), PlanOperation.of(plan, documents, components));
  }

  private void add(PassThrough pass) {
    new PassThroughOperations(pass, components)
        .describe(
            Optional.ofNullable(documents.get(pass.service())),
            (verb, path, operation) -> put(pass, verb, path, operation));
  }

  private void put(Route route, String verb, String path, JsonObject operation) {
    if (!paths.containsKey(path)) {
      paths.put(path, new JsonObject());
    }
    var item = paths.getJsonObject(path);
    if (item.containsKey(verb)) {
      return;
    }
    var whole = new JsonObject().put("operationId", OperationId.of(verb, path));
    boolean own = operation.containsKey("summary");
    if (!own && !route.summary().isEmpty()) {
      whole.put("summary", route.summary());
    }
    var first = PathShape.of(path).segments().getFirst();
    whole.put("tags", new JsonArray().add(first.isEmpty() ? "/" : first));
    item.put(verb, whole.mergeIn(operation));
  }
}
