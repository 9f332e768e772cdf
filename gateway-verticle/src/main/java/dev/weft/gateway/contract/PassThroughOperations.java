package dev.weft.gateway.contract;

import dev.weft.gateway.plan.PassThrough;
import dev.weft.node.http.PathTable;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Describes a route that hands requests on: with the service's own words, where it has any. */
final class PassThroughOperations {
  private static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");
  private static final List<String> KEPT = List.of("summary", "description", "deprecated");
  private static final String TAIL = "/**";

  private final PassThrough route;
  private final Components components;

  /** Where operations are handed in. */
  @FunctionalInterface
  interface Found {
    void operation(String verb, String path, JsonObject operation);
  }

  PassThroughOperations(PassThrough route, Components components) {
    this.route = route;
    this.components = components;
  }

  void describe(Optional<ServiceDocument> document, Found found) {
    boolean any = false;
    if (document.isPresent()) {
      any = route.tail() ? below(document.get(), found) : one(document.get(), found);
    }
    if (!any) {
      var path = route.tail() ? prefix() + "/{path}" : route.path();
      verbs().forEach(verb -> found.operation(verb, path, undescribed(path)));
    }
  }

  private List<String> verbs() {
    return route.method().equals(PathTable.ANY)
        ? VERBS
        : List.of(route.method().name().toLowerCase(Locale.ROOT));
  }

  private String prefix() {
    return route.path().substring(0, route.path().length() - TAIL.length());
  }

  private String target() {
    var to = route.to();
    return to != null ? to.toString() : route.tail() ? prefix() : route.path();
  }

  /** Everything of the service that can be reached; OpenAPI has no word for the rest of a path. */
  private boolean below(ServiceDocument document, Found found) {
    boolean any = false;
    var target = target();
    for (var path : document.paths().fieldNames()) {
      boolean reached = path.startsWith(target + "/") || path.equals(target);
      if (reached && !target.contains("{")) {
        for (var verb : verbs()) {
          var operation = document.operation(path, verb);
          var here = prefix() + path.substring(target.length());
          operation.ifPresent(known -> found.operation(verb, here, described(known, here)));
          any |= operation.isPresent();
        }
      }
    }
    return any;
  }

  private boolean one(ServiceDocument document, Found found) {
    boolean any = false;
    for (var verb : verbs()) {
      var operation =
          document.operation(
              HttpMethod.valueOf(verb.toUpperCase(Locale.ROOT)), PathShape.of(target()).segments());
      operation.ifPresent(
          known -> found.operation(verb, route.path(), described(known, route.path())));
      any |= operation.isPresent();
    }
    return any;
  }

  private JsonObject undescribed(String path) {
    return new JsonObject()
        .put("parameters", parameters(Optional.empty(), path))
        .put(
            "responses",
            new JsonObject()
                .put("default", new JsonObject().put("description", "What the service answers.")));
  }

  private JsonObject described(ServiceOperation known, String path) {
    var operation = new JsonObject();
    for (var member : KEPT) {
      if (known.operation().containsKey(member)) {
        operation.put(member, known.operation().getValue(member));
      }
    }
    operation.put("parameters", parameters(Optional.of(known), path));
    if (known.operation().getValue("requestBody") instanceof JsonObject body) {
      operation.put("requestBody", adopt(known, body));
    }
    var responses = new JsonObject();
    if (known.operation().getValue("responses") instanceof JsonObject told) {
      told.fieldNames().stream()
          .filter(status -> told.getValue(status) instanceof JsonObject)
          .forEach(status -> responses.put(status, adopt(known, told.getJsonObject(status))));
    }
    for (var status : List.of("502", "503", "504")) {
      responses.put(
          status, RouteResponses.problem(RouteResponses.phrase(Integer.parseInt(status))));
    }
    return operation.put("responses", responses);
  }

  /** The path's parameters by their names here, all others by those of the service. */
  private JsonArray parameters(Optional<ServiceOperation> known, String path) {
    var all = new JsonArray();
    for (var name : PathShape.of(path).parameters()) {
      var there = known.flatMap(operation -> operation.parameter("path", name));
      all.add(
          there.isPresent()
              ? adopt(known.get(), there.get())
              : new JsonObject()
                  .put("name", name)
                  .put("in", "path")
                  .put("required", true)
                  .put("schema", Schemas.type("string")));
    }
    known.stream()
        .flatMap(operation -> operation.parameters().stream())
        .filter(each -> !"path".equals(each.getValue("in")))
        .forEach(each -> all.add(adopt(known.orElseThrow(), each)));
    return all;
  }

  private JsonObject adopt(ServiceOperation known, JsonObject told) {
    return components.adopt(known.document(), known.followed(told));
  }
}
