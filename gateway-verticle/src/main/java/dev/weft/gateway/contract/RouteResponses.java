package dev.weft.gateway.contract;

import dev.weft.gateway.plan.Access;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.node.http.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The statuses of a route and what comes with them. */
final class RouteResponses {
  static final String PROBLEM = "Problem";
  private static final int OK = 200;
  private static final Map<Integer, String> FAILURES =
      Map.of(
          502, "A service that is needed failed.",
          503, "A service that is needed is not available now; see Retry-After.",
          504, "A service that is needed did not answer in time.");

  private RouteResponses() {}

  /** Of a route that composes. */
  static JsonObject of(Plan plan, JsonObject answer, PartSchemas parts) {
    var responses = new TreeMap<String, JsonObject>();
    var write = plan.write() < 0 ? null : plan.calls().get(plan.write());
    var written = write == null ? Optional.<ServiceOperation>empty() : parts.operation(write);
    for (int status : statuses(written)) {
      var good = new JsonObject().put("description", phrase(status));
      var headers = headers(plan, written, status);
      if (!headers.isEmpty()) {
        good.put("headers", headers);
      }
      responses.put(Integer.toString(status), good.put("content", json(answer)));
    }
    responses.put("400", problem("The request is not acceptable."));
    asked(plan.access()).forEach(status -> refused(responses, status));
    for (var call : plan.calls()) {
      if (!call.optional()) {
        refusals(parts, call).forEach(status -> refused(responses, status));
      }
    }
    if (!plan.calls().isEmpty()) {
      FAILURES.forEach((status, why) -> responses.put(status.toString(), problem(why)));
    }
    var all = new JsonObject();
    responses.forEach(all::put);
    return all.put("default", problem("What went wrong."));
  }

  /** What the route itself may refuse. */
  private static List<Integer> asked(Access access) {
    var statuses = new ArrayList<Integer>();
    if (access.auth() == Access.Auth.REQUIRED || !access.scopes().isEmpty()) {
      statuses.add(401);
    }
    if (!access.scopes().isEmpty()) {
      statuses.add(403);
    }
    if (!access.limits().isEmpty()) {
      statuses.add(429);
    }
    return statuses;
  }

  private static List<Integer> refusals(PartSchemas parts, PlannedCall call) {
    return parts.operation(call).map(ServiceOperation::refusals).orElse(List.of());
  }

  private static void refused(Map<String, JsonObject> responses, int status) {
    responses.putIfAbsent(Integer.toString(status), problem(phrase(status)));
  }

  /** A write's status is the answer's; what has no body gets one here. */
  private static List<Integer> statuses(Optional<ServiceOperation> write) {
    var told =
        write.stream()
            .flatMap(operation -> operation.successes().keySet().stream())
            .map(status -> status == 204 || status == 205 ? OK : status)
            .distinct()
            .toList();
    return told.isEmpty() ? List.of(OK) : told;
  }

  private static JsonObject headers(Plan plan, Optional<ServiceOperation> write, int status) {
    var headers = new JsonObject();
    if (plan.calls().stream().anyMatch(PlannedCall::optional)) {
      headers.put(
          "Weft-Partial",
          header(
              "Optional parts that failed, such as: account;reason=timeout, offers;reason=reset"));
    }
    if (write.isPresent() && status == 201) {
      headers.put("Location", header("Where it is."));
    }
    return headers;
  }

  private static JsonObject header(String description) {
    return new JsonObject().put("description", description).put("schema", Schemas.type("string"));
  }

  static String phrase(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  static JsonObject json(JsonObject schema) {
    return new JsonObject().put("application/json", new JsonObject().put("schema", schema));
  }

  static JsonObject problem(String description) {
    var schema = Components.reference(PROBLEM);
    return new JsonObject()
        .put("description", description)
        .put(
            "content",
            new JsonObject().put(Problem.CONTENT_TYPE, new JsonObject().put("schema", schema)));
  }

  /** How every error of the gateway looks. */
  static JsonObject problemSchema() {
    var part =
        Schemas.type("object")
            .put(
                "properties",
                new JsonObject()
                    .put("part", Schemas.type("string"))
                    .put("service", Schemas.type("string"))
                    .put("status", Schemas.type("integer"))
                    .put("reason", Schemas.type("string"))
                    .put("pointer", Schemas.type("string").put("format", "json-pointer")))
            .put("required", new JsonArray().add("part").add("service").add("reason"));
    var properties =
        new JsonObject()
            .put("type", Schemas.type("string").put("format", "uri-reference"))
            .put("title", Schemas.type("string"))
            .put("status", Schemas.type("integer"))
            .put("detail", Schemas.type("string"))
            .put("traceId", Schemas.type("string"))
            .put("parts", Schemas.arrayOf(part));
    return Schemas.type("object")
        .put("properties", properties)
        .put("required", new JsonArray().add("type").add("title").add("status").add("traceId"));
  }
}
