package dev.weft.gateway.contract;

import dev.weft.gateway.plan.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the schema of what a path leads to inside a value, as the assembler finds the value. */
final class SchemaPaths {
  private static final List<String> CHOICES = List.of("anyOf", "oneOf");

  private final Components components;

  SchemaPaths(Components components) {
    this.components = components;
  }

  /** Of one value, null where it may not be there; of several, an array. */
  JsonObject at(JsonObject schema, JsonPath path) {
    if (path.isWhole()) {
      return schema;
    }
    boolean many = path.leadsToMany();
    var found = at(schema, path.steps(), many);
    return many ? Schemas.arrayOf(found) : found;
  }

  /** Of what may stand one step further, if something does. */
  JsonObject within(JsonObject schema, JsonPath.Step step) {
    return at(schema, List.of(step), true);
  }

  private JsonObject at(JsonObject schema, List<JsonPath.Step> steps, boolean many) {
    if (steps.isEmpty()) {
      return schema;
    }
    var found = new ArrayList<JsonObject>();
    boolean absent = false;
    for (var alternative : alternatives(schema).toList()) {
      var next = step(alternative, steps.getFirst());
      absent |= next.mayBeAbsent();
      if (next.exists()) {
        found.add(at(next.schema(), steps.subList(1, steps.size()), many));
      }
    }
    // Of several values those that are not there are left out.
    if (absent && !many) {
      found.add(Schemas.nothing());
    }
    return Schemas.union(found);
  }

  private record Next(JsonObject schema, boolean exists, boolean mayBeAbsent) {}

  private static final Next NOWHERE = new Next(Schemas.anything(), false, true);

  private Next step(JsonObject schema, JsonPath.Step step) {
    if (schema.isEmpty()) {
      return new Next(Schemas.anything(), true, false);
    }
    return switch (step) {
      case JsonPath.Field field -> field(schema, field.name().text());
      case JsonPath.Item _ -> item(schema, true);
      case JsonPath.Each _ -> item(schema, false);
    };
  }

  private static Next field(JsonObject schema, String name) {
    if (!isOf(schema, "object")) {
      return NOWHERE;
    }
    boolean orNull = isOf(schema, "null");
    if (schema.getValue("properties") instanceof JsonObject properties
        && properties.containsKey(name)) {
      boolean required =
          schema.getValue("required") instanceof JsonArray names && names.contains(name);
      return new Next(Schemas.of(properties.getValue(name)), true, orNull || !required);
    }
    return schema.getValue("additionalProperties") instanceof JsonObject others
        ? new Next(others, true, true)
        : new Next(Schemas.anything(), true, true);
  }

  private static Next item(JsonObject schema, boolean one) {
    return isOf(schema, "array")
        ? new Next(Schemas.of(schema.getValue("items", true)), true, one)
        : NOWHERE;
  }

  /** What an array of this schema holds; anything when it is not known to be an array. */
  JsonObject items(JsonObject schema) {
    return Schemas.union(
        alternatives(schema)
            .map(each -> step(each, new JsonPath.Each()))
            .filter(Next::exists)
            .map(Next::schema)
            .toList());
  }

  /** Whether it can be nothing but an array. */
  boolean isArray(JsonObject schema) {
    return "array".equals(components.resolve(schema).getValue("type"));
  }

  /** What it may be, references followed, none of them a choice itself. */
  Stream<JsonObject> alternatives(JsonObject schema) {
    var resolved = components.resolve(schema);
    for (var choice : CHOICES) {
      if (resolved.getValue(choice) instanceof JsonArray several) {
        return several.stream().flatMap(each -> alternatives(Schemas.of(each)));
      }
    }
    return Stream.of(AllOf.merged(resolved, components));
  }

  private static boolean isOf(JsonObject schema, String type) {
    return switch (schema.getValue("type")) {
      case String only -> only.equals(type);
      case JsonArray several -> several.contains(type);
      case null, default -> type.equals("object") && schema.containsKey("properties");
    };
  }
}
