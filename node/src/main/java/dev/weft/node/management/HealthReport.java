package dev.weft.node.management;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all checks of a kind say together: up when every one is. */
record HealthReport(boolean isUp, JsonObject json) {

  private static final Logger log = LoggerFactory.getLogger(HealthReport.class);

  static HealthReport of(List<Health.Check> checks) {
    var all = new JsonArray();
    boolean up = true;
    for (var check : checks) {
      var entry = new JsonObject().put("name", check.name());
      switch (ask(check)) {
        case CheckResult.Up(var note) -> {
          entry.put("status", "UP");
          if (!note.isEmpty()) {
            entry.put("note", note);
          }
        }
        case CheckResult.Down(var reason) -> {
          up = false;
          entry.put("status", "DOWN").put("reason", reason);
        }
      }
      all.add(entry);
    }
    return new HealthReport(
        up, new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", all));
  }

  private static CheckResult ask(Health.Check check) {
    try {
      return check.ask().get();
    } catch (RuntimeException e) {
      log.warn("the check {} failed", check.name(), e);
      return CheckResult.down("the check failed");
    }
  }
}
