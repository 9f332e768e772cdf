package dev.weft.gateway.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the body of a request against a JSON Schema (draft 2020-12). For one event loop. */
final class BodyCheck {
  private static final int MOST_FAULTS = 20;

  private final Validator validator;

  BodyCheck(JsonObject schema) {
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://weft.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    validator = Validator.create(JsonSchema.of(schema.copy()), options);
  }

  /** What is wrong, each with its JSON Pointer; empty when nothing is. The body must be JSON. */
  List<Map<String, String>> faults(Buffer body) {
    var result = validator.validate(Json.decodeValue(body));
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    var byPlace = new LinkedHashMap<String, String>();
    var errors = result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors();
    // The last word on a place is the most exact one: those before it say that something below is
    // wrong.
    for (var error : errors) {
      byPlace.put(pointer(error.getInstanceLocation()), error.getError());
    }
    return byPlace.entrySet().stream()
        .limit(MOST_FAULTS)
        .map(one -> Map.of("pointer", one.getKey(), "detail", one.getValue()))
        .toList();
  }

  private static String pointer(String location) {
    return location.startsWith("#") ? location.substring(1) : location;
  }
}
