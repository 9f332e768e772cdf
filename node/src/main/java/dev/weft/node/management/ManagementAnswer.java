package dev.weft.node.management;

import dev.weft.node.http.Problem;
import io.vertx.core.json.JsonObject;

/** What a request to the management port is answered. */
public sealed interface ManagementAnswer {

  /** 200 with this. */
  record Json(JsonObject body) implements ManagementAnswer {}

  /** It could not be done, and why. */
  record Refused(Problem problem) implements ManagementAnswer {}

  static ManagementAnswer json(JsonObject body) {
    return new Json(body);
  }

  static ManagementAnswer refused(Problem problem) {
    return new Refused(problem);
  }
}
