package dev.weft.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operation of a service's document. */
record ServiceOperation(
    ServiceDocument document, String path, JsonObject item, JsonObject operation) {
  private static final String JSON = "application/json";
  private static final int NO_CONTENT = 204;

  /** Parameters of the operation and its path, references followed; the operation's own count. */
  List<JsonObject> parameters() {
    var all = new LinkedHashMap<String, JsonObject>();
    Stream.of(item, operation)
        .flatMap(from -> objects(from.getValue("parameters")))
        .map(this::followed)
        .forEach(each -> all.put(each.getString("in") + " " + each.getString("name"), each));
    return new ArrayList<>(all.values());
  }

  Optional<JsonObject> parameter(String place, String name) {
    return parameters().stream()
        .filter(each -> place.equals(each.getString("in")) && name.equals(each.getString("name")))
        .findFirst();
  }

  /** The body it takes as JSON; empty when nothing is told. */
  Optional<JsonObject> body() {
    return operation.getValue("requestBody") instanceof JsonObject body
        ? json(followed(body))
        : Optional.empty();
  }

  boolean needsBody() {
    return operation.getValue("requestBody") instanceof JsonObject body
        && Boolean.TRUE.equals(followed(body).getBoolean("required"));
  }

  /** What it answers when all is well; of 204 there is null. */
  List<JsonObject> answers() {
    var all = new ArrayList<JsonObject>();
    successes()
        .forEach(
            (status, response) -> {
              var body = json(response);
              if (body.isPresent()) {
                all.add(body.get());
              } else if (status == NO_CONTENT) {
                all.add(Schemas.nothing());
              } else {
                all.add(Schemas.anything());
              }
            });
    return all;
  }

  /** Statuses of good answers; 200 for a range of them. */
  Map<Integer, JsonObject> successes() {
    var all = new LinkedHashMap<Integer, JsonObject>();
    for (var status : responses().fieldNames()) {
      if (status.startsWith("2") && responses().getValue(status) instanceof JsonObject response) {
        all.put(status.matches("[0-9]+") ? Integer.parseInt(status) : 200, followed(response));
      }
    }
    return all;
  }

  /** Statuses of 400 to 499 that it tells. */
  List<Integer> refusals() {
    return responses().fieldNames().stream()
        .filter(status -> status.matches("4[0-9][0-9]"))
        .map(Integer::valueOf)
        .toList();
  }

  private JsonObject responses() {
    return operation.getValue("responses") instanceof JsonObject responses
        ? responses
        : new JsonObject();
  }

  private static Optional<JsonObject> json(JsonObject from) {
    if (!(from.getValue("content") instanceof JsonObject content)) {
      return Optional.empty();
    }
    return content.fieldNames().stream()
        .filter(type -> type.startsWith(JSON) || type.endsWith("+json") || type.equals("*/*"))
        .flatMap(type -> objects(content.getValue(type)))
        .map(media -> Schemas.of(media.getValue("schema", true)))
        .findFirst();
  }

  /** What stands here, or where it refers to. */
  JsonObject followed(JsonObject here) {
    var at = here;
    for (int i = 0; i < 8 && at.getValue("$ref") instanceof String reference; i++) {
      at = document.find(reference) instanceof JsonObject there ? there : new JsonObject();
    }
    return at;
  }

  private static Stream<JsonObject> objects(@Nullable Object value) {
    return switch (value) {
      case JsonObject one -> Stream.of(one);
      case JsonArray all ->
          all.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
      case null, default -> Stream.empty();
    };
  }
}
