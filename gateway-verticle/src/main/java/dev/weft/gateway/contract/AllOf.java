package dev.weft.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Objects that are described in pieces. */
final class AllOf {
  private static final String ALL_OF = "allOf";

  private AllOf() {}

  /** A schema with the properties of its pieces as its own. */
  static JsonObject merged(JsonObject schema, Components components) {
    if (!(schema.getValue(ALL_OF) instanceof JsonArray pieces)) {
      return schema;
    }
    var whole = schema.copy();
    whole.remove(ALL_OF);
    for (var piece : pieces) {
      add(whole, merged(components.resolve(Schemas.of(piece)), components).copy());
    }
    return whole;
  }

  private static void add(JsonObject whole, JsonObject piece) {
    if (piece.getValue("properties") instanceof JsonObject properties) {
      whole.put(
          "properties", whole.getJsonObject("properties", new JsonObject()).mergeIn(properties));
    }
    if (piece.getValue("required") instanceof JsonArray required) {
      whole.put("required", whole.getJsonArray("required", new JsonArray()).addAll(required));
    }
    for (var member : piece.fieldNames()) {
      if (!whole.containsKey(member)) {
        whole.put(member, piece.getValue(member));
      }
    }
  }
}
