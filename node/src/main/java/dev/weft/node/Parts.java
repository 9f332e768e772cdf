package dev.weft.node;

import dev.weft.node.management.Handle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What a process hosts. */
final class Parts {

  private final List<Part> parts = new CopyOnWriteArrayList<>();

  private record Part(String name, Supplier<JsonObject> details) {}

  Handle add(String name, Supplier<JsonObject> details) {
    var part = new Part(name, details);
    parts.add(part);
    return () -> parts.remove(part);
  }

  JsonArray json() {
    var all = new JsonArray();
    parts.forEach(
        part -> all.add(new JsonObject().put("name", part.name).mergeIn(part.details.get())));
    return all;
  }
}
