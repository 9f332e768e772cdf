package dev.weft.kit.messaging.types;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a kept schema what its version has gained. A kept schema tells of all messages that the
 * version ever had: a field that came later is missing in the ones before, so it is not required.
 */
final class SchemaMerge {

  private static final String DEFINITIONS = "#/" + MessageSchema.DEFINITIONS + "/";

  private final JsonObject kept;
  private final JsonObject made;
  private final List<String> added = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchemaMerge(JsonObject kept, JsonObject made) {
    this.kept = kept;
    this.made = made;
  }

  /**
   * What came of it.
   *
   * @param schema the kept one with the additions
   * @param added their paths
   */
  record Merged(JsonObject schema, List<String> added) {}

  static Merged of(JsonObject kept, JsonObject made) {
    var merge = new SchemaMerge(kept.copy(), made);
    merge.merge("", merge.kept, made);
    return new Merged(merge.kept, List.copyOf(merge.added));
  }

  private void merge(String path, JsonObject keptPlace, JsonObject madePlace) {
    var old = followed(kept, keptPlace);
    var now = followed(made, madePlace);
    if (old == null || now == null || !seen.add(keptPlace + " " + madePlace)) {
      return;
    }
    var gained = now.getJsonObject("properties");
    var there = old.getJsonObject("properties");
    if (gained != null && there != null) {
      for (var name : gained.fieldNames()) {
        var inside = path.isEmpty() ? name : path + "." + name;
        if (there.containsKey(name)) {
          merge(inside, there.getJsonObject(name), gained.getJsonObject(name));
        } else {
          added.add(inside);
          there.put(name, taken(gained.getJsonObject(name)));
        }
      }
    }
    part(path + "[]", "items", old, now);
    part(path + "{}", "additionalProperties", old, now);
  }

  private void part(String path, String name, JsonObject old, JsonObject now) {
    if (old.getValue(name) instanceof JsonObject o && now.getValue(name) instanceof JsonObject n) {
      merge(path, o, n);
    }
  }

  /** A copy whose definitions are among the kept ones. */
  private JsonObject taken(JsonObject schema) {
    var copy = schema.copy();
    takeDefinitions(copy);
    return copy;
  }

  private void takeDefinitions(Object part) {
    switch (part) {
      case JsonArray array -> array.forEach(this::takeDefinitions);
      case JsonObject object -> {
        if (object.getString("$ref", "").startsWith(DEFINITIONS)) {
          take(object.getString("$ref").substring(DEFINITIONS.length()));
        }
        object.forEach(entry -> takeDefinitions(entry.getValue()));
      }
      default -> {}
    }
  }

  private void take(String name) {
    var all = kept.getJsonObject(MessageSchema.DEFINITIONS, new JsonObject());
    kept.put(MessageSchema.DEFINITIONS, all);
    if (!all.containsKey(name)) {
      var definition = made.getJsonObject(MessageSchema.DEFINITIONS).getJsonObject(name).copy();
      all.put(name, definition);
      takeDefinitions(definition);
    }
  }

  private static @Nullable JsonObject followed(JsonObject root, JsonObject place) {
    var reference = place.getString("$ref", "");
    if (reference.equals("#")) {
      return root;
    }
    if (reference.startsWith(DEFINITIONS)) {
      return root.getJsonObject(MessageSchema.DEFINITIONS, new JsonObject())
          .getJsonObject(reference.substring(DEFINITIONS.length()));
    }
    var others =
        place.getJsonArray("anyOf", new JsonArray()).stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .filter(some -> !Objects.equals(some.getValue("type"), "null"))
            .toList();
    return others.size() == 1 ? followed(root, others.getFirst()) : place;
  }
}
