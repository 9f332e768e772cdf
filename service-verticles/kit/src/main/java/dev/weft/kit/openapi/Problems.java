package dev.weft.kit.openapi;

import dev.weft.node.http.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How errors look (RFC 9457). */
final class Problems {

  private static final String RESPONSE = "#/components/responses/Problem";

  private Problems() {}

  static JsonObject reference() {
    return new JsonObject().put("$ref", RESPONSE);
  }

  static JsonObject response() {
    var schema = new JsonObject().put("$ref", "#/components/schemas/Problem");
    var content =
        new JsonObject().put(Problem.CONTENT_TYPE, new JsonObject().put("schema", schema));
    return new JsonObject().put("description", "What went wrong.").put("content", content);
  }

  static JsonObject schema() {
    var properties =
        new JsonObject()
            .put("type", string().put("format", "uri-reference"))
            .put("title", string())
            .put("status", new JsonObject().put("type", "integer"))
            .put("detail", string().put("description", "For people."))
            .put("code", string().put("description", "For programs."))
            .put(
                "pointer",
                string()
                    .put("format", "json-pointer")
                    .put("description", "The part of the body that is to blame."))
            .put("traceId", string());
    return new JsonObject()
        .put("type", "object")
        .put("properties", properties)
        .put("required", List.of("type", "title", "status", "code", "traceId"));
  }

  private static JsonObject string() {
    return new JsonObject().put("type", "string");
  }
}
