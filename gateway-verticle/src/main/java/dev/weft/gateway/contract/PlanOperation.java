package dev.weft.gateway.contract;

import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Template;
import dev.weft.gateway.plan.UriTemplate;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a route that composes. */
final class PlanOperation {
  private final Plan plan;
  private final Components components;
  private final PartSchemas parts;

  private PlanOperation(Plan plan, Map<String, ServiceDocument> documents, Components components) {
    this.plan = plan;
    this.components = components;
    var operations = new HashMap<Integer, ServiceOperation>();
    for (var call : plan.calls()) {
      operation(call, documents).ifPresent(known -> operations.put(call.index(), known));
    }
    this.parts = new PartSchemas(plan, operations, components);
  }

  static JsonObject of(Plan plan, Map<String, ServiceDocument> documents, Components components) {
    return new PlanOperation(plan, documents, components).describe();
  }

  private static Optional<ServiceOperation> operation(
      PlannedCall call, Map<String, ServiceDocument> documents) {
    return Optional.ofNullable(documents.get(call.service()))
        .flatMap(document -> document.operation(call.method(), segments(call.uri())));
  }

  /** The path's segments, an empty pair of braces for what is filled in. */
  private static List<String> segments(UriTemplate uri) {
    var path = new StringBuilder();
    for (var piece : uri.pieces()) {
      switch (piece) {
        case UriTemplate.Literal literal -> path.append(literal.text());
        case UriTemplate.Slot slot -> path.append(slot.inPath() ? "{}" : "");
      }
    }
    int query = path.indexOf("?");
    return PathShape.of(query < 0 ? path.toString() : path.substring(0, query)).segments();
  }

  private JsonObject describe() {
    var operation = new JsonObject();
    var parameters = new RouteParameters(plan.path(), components);
    plan.calls().forEach(call -> parameters.add(call, parts.operation(call)));
    if (plan.write() >= 0) {
      parameters.addHeader("Idempotency-Key", "Makes sending it again safe.");
      parameters.addHeader("If-Match", "The version that is to be changed.");
    }
    if (!parameters.all().isEmpty()) {
      operation.put("parameters", parameters.all());
    }
    var body = RequestBodies.of(plan, parts, components);
    body.ifPresent(told -> operation.put("requestBody", told));
    var places = new TemplateSchemas.Places(parts.paths(), (call, path) -> place(call, path, body));
    var answer = TemplateSchemas.of(plan.answer(), places);
    return operation.put("responses", RouteResponses.of(plan, answer, parts));
  }

  private JsonObject place(int call, JsonPath path, Optional<JsonObject> body) {
    if (call == Template.CLAIMS) {
      return Schemas.anything();
    }
    if (call == Template.REQUEST_BODY) {
      var sent = body.map(told -> schemaIn(told)).orElseGet(Schemas::anything);
      return parts.paths().at(sent, path);
    }
    return parts.paths().at(parts.part(call), path);
  }

  private static JsonObject schemaIn(JsonObject body) {
    return body.getJsonObject("content").getJsonObject("application/json").getJsonObject("schema");
  }
}
