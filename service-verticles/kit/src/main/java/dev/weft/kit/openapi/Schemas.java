package dev.weft.kit.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (2020-12) of Java types. Records become components that are referred to. What is
 * taken is strict, as the kit reads it; what is answered has the names that Jackson writes.
 */
final class Schemas {

  private static final String COMPONENTS = "#/components/schemas/";

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final TypeFactory types = mapper.getTypeFactory();
  private final Map<String, JsonObject> components = new TreeMap<>();
  private final Map<Key, String> names = new LinkedHashMap<>();

  /** A type as it is read, or as it is written. */
  private record Key(JavaType type, boolean taken) {}

  /** The schema of what is sent to the service. */
  JsonObject taken(Class<?> type) {
    return schema(new Key(types.constructType(type), true));
  }

  /** The schema of what the service answers. */
  JsonObject answered(Class<?> type) {
    return schema(new Key(types.constructType(type), false));
  }

  /** The components that were referred to, by name. */
  JsonObject all() {
    var all = new JsonObject();
    components.forEach(all::put);
    return all;
  }

  private JsonObject schema(Key key) {
    var type = key.type();
    var raw = type.getRawClass();
    var scalar = ScalarSchemas.of(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw.isEnum()) {
      var constants = Arrays.stream(raw.getEnumConstants()).map(c -> ((Enum<?>) c).name());
      return new JsonObject().put("type", "string").put("enum", new JsonArray(constants.toList()));
    }
    if (type.isMapLikeType()) {
      return new JsonObject()
          .put("type", "object")
          .put("additionalProperties", schema(new Key(type.getContentType(), key.taken())));
    }
    if (type.isContainerType()) {
      return new JsonObject()
          .put("type", "array")
          .put("items", schema(new Key(type.getContentType(), key.taken())));
    }
    return raw.isRecord() ? component(key) : new JsonObject();
  }

  /** Named before it is described: records may hold records of their own kind. */
  private JsonObject component(Key key) {
    var name = names.get(key);
    if (name == null) {
      name = freeName(key);
      names.put(key, name);
      components.put(name, new JsonObject());
      components.put(name, key.taken() ? taken(key.type()) : answered(key.type()));
    }
    return new JsonObject().put("$ref", COMPONENTS + name);
  }

  private String freeName(Key key) {
    var name = new StringBuilder();
    for (Class<?> c = key.type().getRawClass();
        c != null && c.isRecord();
        c = c.getEnclosingClass()) {
      name.insert(0, c.getSimpleName());
    }
    for (var argument : key.type().getBindings().getTypeParameters()) {
      name.append(argument.getRawClass().getSimpleName());
    }
    var base = name.toString();
    if (!components.containsKey(base)) {
      return base;
    }
    var other = key.taken() ? base + "Input" : base + "Output";
    for (int i = 2; components.containsKey(other); i++) {
      other = base + i;
    }
    return other;
  }

  private JsonObject taken(JavaType type) {
    var properties = new JsonObject();
    var required = new JsonArray();
    for (var component : type.getRawClass().getRecordComponents()) {
      var schema = schema(new Key(resolved(type, component), true));
      properties.put(component.getName(), isNullable(component) ? nullable(schema) : schema);
      if (!isNullable(component)) {
        required.add(component.getName());
      }
    }
    return object(properties, required).put("additionalProperties", false);
  }

  private JsonObject answered(JavaType type) {
    var bean = mapper.getSerializationConfig().introspect(type);
    var unlessSaid = bean.findPropertyInclusion(JsonInclude.Value.empty());
    var properties = new JsonObject();
    var required = new JsonArray();
    for (var property : bean.findProperties()) {
      if (!property.couldSerialize()) {
        continue;
      }
      boolean nullable = component(type, property).map(Schemas::isNullable).orElse(false);
      var inclusion = unlessSaid.withOverrides(property.findInclusion()).getValueInclusion();
      boolean leftOut =
          inclusion != JsonInclude.Include.ALWAYS && inclusion != JsonInclude.Include.USE_DEFAULTS;
      var schema = schema(new Key(property.getAccessor().getType(), false));
      properties.put(property.getName(), nullable && !leftOut ? nullable(schema) : schema);
      if (!leftOut) {
        required.add(property.getName());
      }
    }
    return object(properties, required);
  }

  private static JsonObject object(JsonObject properties, JsonArray required) {
    var object = new JsonObject().put("type", "object").put("properties", properties);
    return required.isEmpty() ? object : object.put("required", required);
  }

  private JavaType resolved(JavaType record, RecordComponent component) {
    return types.resolveMemberType(component.getGenericType(), record.getBindings());
  }

  private static Optional<RecordComponent> component(
      JavaType record, BeanPropertyDefinition property) {
    return Stream.of(record.getRawClass().getRecordComponents())
        .filter(component -> component.getName().equals(property.getInternalName()))
        .findFirst();
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static JsonObject nullable(JsonObject schema) {
    if (schema.isEmpty()) {
      return schema;
    }
    if (schema.getValue("type") instanceof String type && !schema.containsKey("enum")) {
      return schema.put("type", new JsonArray().add(type).add("null"));
    }
    var nothing = new JsonObject().put("type", "null");
    return new JsonObject().put("anyOf", new JsonArray().add(schema).add(nothing));
  }
}
