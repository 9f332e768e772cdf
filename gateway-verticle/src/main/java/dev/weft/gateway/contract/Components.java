package dev.weft.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that the composed document refers to. Those of a service are taken over as they are
 * met, under the service's name.
 */
final class Components {
  private static final String REFERENCE = "$ref";
  private static final String HERE = "#/components/schemas/";
  private static final int LONGEST_CHAIN = 32;

  private final Map<String, JsonObject> all = new TreeMap<>();

  void put(String name, JsonObject schema) {
    all.put(name, schema);
  }

  static JsonObject reference(String name) {
    return new JsonObject().put(REFERENCE, HERE + name);
  }

  /** A schema of a service, with everything it refers to. */
  JsonObject adopt(ServiceDocument from, JsonObject schema) {
    return adopt(from, schema, 0);
  }

  private JsonObject adopt(ServiceDocument from, JsonObject schema, int depth) {
    if (depth > LONGEST_CHAIN) {
      return Schemas.anything();
    }
    if (schema.getValue(REFERENCE) instanceof String reference) {
      return referred(from, reference, depth);
    }
    var copy = new JsonObject();
    schema.forEach(member -> copy.put(member.getKey(), copied(from, member.getValue(), depth)));
    return from.isOld() ? modern(copy) : copy;
  }

  private @Nullable Object copied(ServiceDocument from, @Nullable Object value, int depth) {
    return switch (value) {
      case JsonObject object -> adopt(from, object, depth);
      case JsonArray array -> {
        var copy = new JsonArray();
        array.forEach(item -> copy.add(copied(from, item, depth)));
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }

  private JsonObject referred(ServiceDocument from, String reference, int depth) {
    if (!reference.startsWith("#") || !(from.find(reference) instanceof JsonObject found)) {
      return Schemas.anything();
    }
    if (!reference.startsWith(HERE) || reference.indexOf('/', HERE.length()) >= 0) {
      return adopt(from, found, depth + 1);
    }
    var name = (from.service() + "." + reference.substring(HERE.length()));
    var plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    if (!all.containsKey(plain)) {
      all.put(plain, Schemas.anything());
      all.put(plain, adopt(from, found, depth + 1));
    }
    return reference(plain);
  }

  /** OpenAPI 3.0 said {@code nullable: true}. */
  private static JsonObject modern(JsonObject schema) {
    boolean nullable = Boolean.TRUE.equals(schema.getValue("nullable"));
    if (!(schema.getValue("nullable") instanceof Boolean)) {
      return schema;
    }
    schema.remove("nullable");
    return nullable ? Schemas.orNull(schema) : schema;
  }

  /** What a schema says, after its references. */
  JsonObject resolve(JsonObject schema) {
    var at = schema;
    for (int i = 0; i < LONGEST_CHAIN && at.getValue(REFERENCE) instanceof String there; i++) {
      at = all.getOrDefault(there.substring(HERE.length()), Schemas.anything());
    }
    return at;
  }

  /** Those that a document refers to, directly or not. */
  JsonObject usedBy(JsonObject document) {
    var names = new HashSet<String>();
    collect(document, names);
    var used = new JsonObject();
    all.forEach(
        (name, schema) -> {
          if (names.contains(name)) {
            used.put(name, schema);
          }
        });
    return used;
  }

  private void collect(@Nullable Object value, Set<String> names) {
    switch (value) {
      case JsonObject object -> {
        if (object.getValue(REFERENCE) instanceof String there && there.startsWith(HERE)) {
          var name = there.substring(HERE.length());
          if (names.add(name)) {
            collect(all.get(name), names);
          }
        }
        object.forEach(member -> collect(member.getValue(), names));
      }
      case JsonArray array -> array.forEach(item -> collect(item, names));
      case null, default -> {}
    }
  }
}
