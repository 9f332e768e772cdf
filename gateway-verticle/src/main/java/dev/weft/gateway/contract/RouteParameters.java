package dev.weft.gateway.contract;

import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.UriTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a route: what its calls refer to in path, query and headers of the request,
 * with the schemas of what they fill in the services.
 */
final class RouteParameters {
  private final Components components;
  private final List<String> pathNames;
  private final Map<String, JsonObject> all = new LinkedHashMap<>();

  RouteParameters(String routePath, Components components) {
    this.components = components;
    this.pathNames = PathShape.of(routePath).parameters();
    pathNames.forEach(name -> all.put("path " + name, parameter("path", name, true)));
  }

  private static JsonObject parameter(String place, String name, boolean required) {
    return new JsonObject().put("name", name).put("in", place).put("required", required);
  }

  /** Takes note of what a call refers to. */
  void add(PlannedCall call, Optional<ServiceOperation> operation) {
    boolean required = !call.optional() && call.terms().when() == null;
    call.terms().send().forEach(name -> addHeader(name, "Goes on to a service."));
    forEachSlot(
        call.uri(),
        (slot, filled) -> {
          var schema = operation.flatMap(known -> schema(known, filled)).orElse(null);
          boolean needed = required && slot.fallback() == null && slot.pair() == null;
          add(slot.reference(), new Use(schema, needed, slot.fallback()));
        });
  }

  private record Use(@Nullable JsonObject schema, boolean required, @Nullable String fallback) {}

  private void add(Reference reference, Use use) {
    switch (reference) {
      case Reference.PathParameter path -> add("path", pathNames.get(path.index()), use);
      case Reference.QueryParameter query -> add("query", query.name(), use);
      case Reference.Header header -> add("header", header.name(), use);
      default -> {}
    }
  }

  private void add(String place, String name, Use use) {
    var known = all.computeIfAbsent(place + " " + name, _ -> parameter(place, name, false));
    if (use.required()) {
      known.put("required", true);
    }
    if (use.schema() != null && !known.containsKey("schema")) {
      known.put("schema", withDefault(use.schema(), use.fallback()));
    }
  }

  private static JsonObject withDefault(JsonObject schema, @Nullable String fallback) {
    if (fallback == null) {
      return schema;
    }
    boolean number = "integer".equals(schema.getValue("type"));
    Object value = number && fallback.matches("-?[0-9]{1,18}") ? Long.valueOf(fallback) : fallback;
    return schema.copy().put("default", value);
  }

  /** A header that goes on with the write. */
  void addHeader(String name, String description) {
    all.computeIfAbsent(
        "header " + name,
        _ ->
            parameter("header", name, false)
                .put("description", description)
                .put("schema", Schemas.type("string")));
  }

  JsonArray all() {
    var list = new JsonArray();
    all.values()
        .forEach(
            each ->
                list.add(
                    each.containsKey("schema")
                        ? each
                        : each.put("schema", Schemas.type("string"))));
    return list;
  }

  /** A place in a service's path, or the name of a query parameter there. */
  private record Filled(int segment, String query) {}

  private Optional<JsonObject> schema(ServiceOperation operation, Filled filled) {
    if (!filled.query().isEmpty()) {
      return schema(operation, "query", filled.query());
    }
    var segments = PathShape.of(operation.path()).segments();
    var segment = filled.segment() < segments.size() ? segments.get(filled.segment()) : "";
    return PathShape.isParameter(segment)
        ? schema(operation, "path", PathShape.name(segment))
        : Optional.empty();
  }

  private Optional<JsonObject> schema(ServiceOperation operation, String place, String name) {
    return operation
        .parameter(place, name)
        .filter(told -> told.containsKey("schema"))
        .map(told -> components.adopt(operation.document(), Schemas.of(told.getValue("schema"))));
  }

  private static void forEachSlot(UriTemplate uri, BiConsumer<UriTemplate.Slot, Filled> found) {
    var before = new StringBuilder();
    for (var piece : uri.pieces()) {
      switch (piece) {
        case UriTemplate.Literal literal -> before.append(literal.text());
        case UriTemplate.Slot slot -> {
          int segment = (int) before.chars().filter(c -> c == '/').count() - 1;
          var pair = slot.pair() != null ? slot.pair() : slot.inPath() ? "" : before.toString();
          found.accept(slot, new Filled(segment, queryName(pair)));
        }
      }
    }
  }

  /** Of {@code ...&limit=} or {@code limit=}. */
  private static String queryName(String text) {
    int end = text.lastIndexOf('=');
    int start = Math.max(text.lastIndexOf('?', end), text.lastIndexOf('&', end));
    return end < 0 ? "" : text.substring(start + 1, end);
  }
}
