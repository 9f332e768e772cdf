package dev.weft.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** JSON Schemas as plain values: made and put together, looked into by nobody here. */
final class Schemas {
  private static final String ANY_OF = "anyOf";

  private Schemas() {}

  /** Allows everything: nothing is known. A new one each time, as trees are put together of it. */
  static JsonObject anything() {
    return new JsonObject();
  }

  static JsonObject type(String type) {
    return new JsonObject().put("type", type);
  }

  static JsonObject nothing() {
    return type("null");
  }

  static JsonObject arrayOf(JsonObject items) {
    return type("array").put("items", items);
  }

  static JsonObject literal(Object value) {
    return new JsonObject().put("const", value);
  }

  /** A schema as it stands in a document, where {@code true} and {@code false} are ones too. */
  static JsonObject of(Object value) {
    return switch (value) {
      case JsonObject schema -> schema;
      case Boolean all when !all -> new JsonObject().put("not", new JsonObject());
      default -> anything();
    };
  }

  static JsonObject orNull(JsonObject schema) {
    return union(List.of(schema, nothing()));
  }

  /** What one of several allows. */
  static JsonObject union(List<JsonObject> alternatives) {
    var all = new LinkedHashSet<JsonObject>();
    alternatives.forEach(schema -> flat(schema).forEach(all::add));
    if (all.isEmpty() || all.stream().anyMatch(JsonObject::isEmpty)) {
      return anything();
    }
    var list = new ArrayList<>(all);
    if (list.size() == 1) {
      return list.getFirst();
    }
    boolean orNull = list.remove(nothing());
    if (orNull && list.stream().anyMatch(Schemas::allowsNull)) {
      return union(list);
    }
    if (orNull && list.size() == 1 && list.getFirst().getValue("type") instanceof String type) {
      var only = list.getFirst().copy();
      if (!only.containsKey("enum") && !only.containsKey("const")) {
        return only.put("type", new JsonArray().add(type).add("null"));
      }
    }
    if (orNull) {
      list.add(nothing());
    }
    return new JsonObject().put(ANY_OF, new JsonArray(list));
  }

  private static boolean allowsNull(JsonObject schema) {
    return schema.getValue("type") instanceof JsonArray types && types.contains("null");
  }

  private static Stream<JsonObject> flat(JsonObject schema) {
    boolean only = schema.size() == 1 && schema.getValue(ANY_OF) instanceof JsonArray;
    return only
        ? schema.getJsonArray(ANY_OF).stream().flatMap(each -> flat(of(each)))
        : Stream.of(schema);
  }
}
