package dev.weft.gateway.contract;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Shape;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parts of a plan look like on their way into the answer: shaped, joined, or absent. */
final class PartSchemas {
  private static final List<String> CHOICES = List.of("anyOf", "oneOf");

  private final Plan plan;
  private final Map<Integer, ServiceOperation> operations;
  private final Components components;
  private final SchemaPaths paths;

  PartSchemas(Plan plan, Map<Integer, ServiceOperation> operations, Components components) {
    this.plan = plan;
    this.operations = operations;
    this.components = components;
    this.paths = new SchemaPaths(components);
  }

  SchemaPaths paths() {
    return paths;
  }

  Optional<ServiceOperation> operation(PlannedCall call) {
    return Optional.ofNullable(operations.get(call.index()));
  }

  /** The part of a call, or what stands in its place. */
  JsonObject part(int index) {
    var call = plan.calls().get(index);
    var shaped = shaped(answer(call), call.shape());
    boolean always = !call.optional() && call.terms().when() == null;
    return always ? shaped : Schemas.union(List.of(shaped, fallback(shaped, call)));
  }

  private JsonObject answer(PlannedCall call) {
    var operation = operation(call);
    return operation.isEmpty()
        ? Schemas.anything()
        : Schemas.union(
            operation.get().answers().stream()
                .map(schema -> components.adopt(operation.get().document(), schema))
                .toList());
  }

  /** An empty list is a list like any other. */
  private JsonObject fallback(JsonObject part, PlannedCall call) {
    var value = value(call.fallback());
    boolean fits = value instanceof JsonArray list && list.isEmpty() && paths.isArray(part);
    return fits ? part : literal(value);
  }

  private static JsonObject literal(@Nullable Object value) {
    return value == null ? Schemas.nothing() : Schemas.literal(value);
  }

  private static @Nullable Object value(Part part) {
    return Json.decodeValue(new String(part.bytes().toBytes(), StandardCharsets.UTF_8));
  }

  private JsonObject shaped(JsonObject schema, @Nullable Shape shape) {
    if (shape == null) {
      return schema;
    }
    var at = AllOf.merged(components.resolve(schema), components).copy();
    for (var choice : CHOICES) {
      if (at.getValue(choice) instanceof JsonArray several) {
        var each = several.stream().map(one -> shaped(Schemas.of(one), shape)).toList();
        at.put(choice, new JsonArray(new ArrayList<>(each)));
      }
    }
    if (at.containsKey("items")) {
      at.put("items", shaped(Schemas.of(at.getValue("items")), shape));
    }
    return at.getValue("properties") instanceof JsonObject properties
        ? object(at, properties, shape)
        : at;
  }

  private JsonObject object(JsonObject at, JsonObject properties, Shape shape) {
    var kept = new JsonObject();
    for (var name : properties.fieldNames()) {
      var key = new JsonName(name);
      if (shape.keeps(key)) {
        kept.put(name, shaped(Schemas.of(properties.getValue(name)), shape.of(key)));
      }
    }
    var required = new JsonArray();
    if (at.getValue("required") instanceof JsonArray names) {
      names.stream().filter(name -> kept.containsKey((String) name)).forEach(required::add);
    }
    for (var insert : shape.inserts()) {
      kept.put(insert.as().text(), joined(insert));
      required.add(insert.as().text());
    }
    if (shape.picks()) {
      at.remove("additionalProperties");
    }
    at.remove("required");
    at.put("properties", kept);
    return required.isEmpty() ? at : at.put("required", required);
  }

  private JsonObject joined(Shape.Insert insert) {
    var found = paths.items(answer(plan.calls().get(insert.call())));
    return Schemas.union(
        List.of(shaped(found, insert.shape()), literal(value(insert.otherwise()))));
  }
}
