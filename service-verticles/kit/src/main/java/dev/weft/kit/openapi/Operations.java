package dev.weft.kit.openapi;

import dev.weft.kit.Operation;
import dev.weft.kit.Operation.Parameter;
import dev.weft.kit.Operation.Place;
import dev.weft.kit.http.Route;
import dev.weft.kit.schema.RecordSchemas;
import dev.weft.node.http.OperationId;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Describes endpoints. */
final class Operations {

  private final RecordSchemas schemas;

  Operations(RecordSchemas schemas) {
    this.schemas = schemas;
  }

  JsonObject of(Route route) {
    var told = route.operation();
    var operation =
        new JsonObject().put("operationId", OperationId.of(route.method().name(), route.path()));
    if (!told.summary().isEmpty()) {
      operation.put("summary", told.summary());
    }
    var parameters = parameters(route);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (told.body() != null) {
      var body = new JsonObject().put("required", true);
      operation.put("requestBody", body.put("content", content(schemas.taken(told.body()))));
    }
    return operation.put("responses", responses(told));
  }

  private JsonArray parameters(Route route) {
    var all = new JsonArray();
    for (var name : route.parameterNames()) {
      all.add(
          route.operation().parameters().stream()
              .filter(told -> told.place() == Place.PATH && told.name().equals(name))
              .findFirst()
              .map(this::parameter)
              .orElseGet(() -> parameter(inPath(name))));
    }
    for (var told : route.operation().parameters()) {
      if (told.place() != Place.PATH) {
        all.add(parameter(told));
      } else if (!route.parameterNames().contains(told.name())) {
        throw new IllegalArgumentException("no parameter {" + told.name() + "} in " + route);
      }
    }
    return all;
  }

  private static Parameter inPath(String name) {
    return new Parameter(name, Place.PATH, String.class, true, false, null);
  }

  private JsonObject parameter(Parameter told) {
    var schema = schemas.taken(told.type());
    var range = told.range();
    if (range != null) {
      schema.put("minimum", range.min()).put("maximum", range.max());
      schema.put("default", range.ifAbsent());
    }
    var parameter =
        new JsonObject()
            .put("name", told.name())
            .put("in", told.place().name().toLowerCase(Locale.ROOT))
            .put("required", told.required());
    if (told.list()) {
      parameter.put("style", "form").put("explode", false);
      schema = new JsonObject().put("type", "array").put("items", schema);
    }
    return parameter.put("schema", schema);
  }

  private JsonObject responses(Operation told) {
    var responses = new JsonObject();
    for (var entry : told.results().entrySet()) {
      responses.put(Integer.toString(entry.getKey()), response(entry));
    }
    if (told.results().keySet().stream().noneMatch(status -> status < 300)) {
      responses.put("2XX", new JsonObject().put("description", "Done."));
    }
    return responses.put("default", Problems.reference());
  }

  private JsonObject response(Map.Entry<Integer, List<Operation.Result>> entry) {
    int status = entry.getKey();
    if (status >= 400) {
      return Problems.reference();
    }
    var response =
        new JsonObject().put("description", HttpResponseStatus.valueOf(status).reasonPhrase());
    if (status == 201) {
      var schema = new JsonObject().put("type", "string").put("format", "uri-reference");
      var location = new JsonObject().put("description", "Where it is.").put("schema", schema);
      response.put("headers", new JsonObject().put("Location", location));
    }
    var bodies = entry.getValue().stream().flatMap(result -> body(result).stream()).toList();
    if (!bodies.isEmpty()) {
      var schema =
          bodies.size() == 1
              ? bodies.getFirst()
              : new JsonObject().put("anyOf", new JsonArray(bodies));
      response.put("content", content(schema));
    }
    return response;
  }

  private Optional<JsonObject> body(Operation.Result result) {
    var type = result.type();
    if (type == null) {
      return Optional.empty();
    }
    var one = schemas.answered(type);
    return Optional.of(
        result.list() ? new JsonObject().put("type", "array").put("items", one) : one);
  }

  private static JsonObject content(JsonObject schema) {
    return new JsonObject().put("application/json", new JsonObject().put("schema", schema));
  }
}
