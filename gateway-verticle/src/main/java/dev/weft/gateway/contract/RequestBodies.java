package dev.weft.gateway.contract;

import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Template;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What a route wants to be sent. */
final class RequestBodies {
  private final Plan plan;
  private final PartSchemas parts;
  private final Components components;

  private RequestBodies(Plan plan, PartSchemas parts, Components components) {
    this.plan = plan;
    this.parts = parts;
    this.components = components;
  }

  /** Empty when the route takes no body. */
  static Optional<JsonObject> of(Plan plan, PartSchemas parts, Components components) {
    return plan.body() == Plan.BodyUse.IGNORED
        ? Optional.empty()
        : Optional.of(new RequestBodies(plan, parts, components).body());
  }

  private JsonObject body() {
    var checked = plan.access().bodySchema();
    // References inside would lead to other places in the document.
    if (checked != null && !checked.toString().contains("$ref")) {
      return new JsonObject()
          .put("required", true)
          .put("content", RouteResponses.json(checked.copy()));
    }
    var sender = plan.calls().stream().filter(this::sendsItOn).findFirst();
    var operation = sender.flatMap(parts::operation);
    var schema = sender.isPresent() ? operation.map(this::taken) : Optional.of(inferred());
    boolean required = operation.map(ServiceOperation::needsBody).orElse(sender.isEmpty());
    return new JsonObject()
        .put("required", required)
        .put("content", RouteResponses.json(schema.orElseGet(Schemas::anything)));
  }

  private boolean sendsItOn(PlannedCall call) {
    return call.sendsBody() && call.body() == null;
  }

  private JsonObject taken(ServiceOperation operation) {
    return operation
        .body()
        .map(schema -> components.adopt(operation.document(), schema))
        .orElseGet(Schemas::anything);
  }

  /** What the route looks at, with the schemas of what it becomes. */
  private JsonObject inferred() {
    var body = Schemas.anything();
    for (var call : plan.calls()) {
      for (var reference : call.uri().references()) {
        if (reference instanceof Reference.BodyValue value) {
          put(body, value.path().steps(), Schemas.anything());
        }
      }
      var template = call.body();
      if (template != null) {
        var wanted = parts.operation(call).map(this::taken).orElseGet(Schemas::anything);
        TemplateSchemas.fill(
            template,
            wanted,
            parts.paths(),
            (place, schema) -> {
              if (place.call() == Template.REQUEST_BODY) {
                put(body, place.path().steps(), schema);
              }
            });
      }
    }
    return body;
  }

  private static void put(JsonObject at, List<JsonPath.Step> steps, JsonObject schema) {
    if (steps.isEmpty()) {
      at.mergeIn(schema);
      return;
    }
    var rest = steps.subList(1, steps.size());
    if (steps.getFirst() instanceof JsonPath.Field field) {
      at.put("type", "object");
      put(child(child(at, "properties"), field.name().text()), rest, schema);
    } else {
      at.put("type", "array");
      put(child(at, "items"), rest, schema);
    }
  }

  private static JsonObject child(JsonObject at, String name) {
    if (!(at.getValue(name) instanceof JsonObject)) {
      at.put(name, new JsonObject());
    }
    return at.getJsonObject(name);
  }
}
