package dev.weft.kit.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.weft.codecs.Encrypted;
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
 * JSON Schemas (2020-12) of Java types. Records become definitions that are referred to. What is
 * taken is strict, as the kit reads it; what is answered has the names that Jackson writes; a
 * message has them too, and may hold more than is told. For one document and one thread.
 */
public final class RecordSchemas {

  /** The format of an encrypted field. */
  public static final String ENCRYPTED = "weft-encrypted";

  /** Where the schema of an encrypted field says what it is when it is decrypted. */
  public static final String PLAIN = "x-weft-plain";

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final TypeFactory types = mapper.getTypeFactory();
  private final String place;
  private final Map<String, JsonObject> definitions = new TreeMap<>();
  private final Map<Key, String> references = new LinkedHashMap<>();

  private enum Use {
    TAKEN,
    ANSWERED,
    MESSAGE
  }

  /** A type as it is read, or as it is written. */
  private record Key(JavaType type, Use use) {

    Key of(JavaType other) {
      return new Key(other, use);
    }
  }

  /**
   * Schemas for one document.
   *
   * @param place where the document has its definitions, such as {@code #/$defs/}
   */
  public RecordSchemas(String place) {
    this.place = place;
  }

  /** The schema of what is sent to the service. */
  public JsonObject taken(Class<?> type) {
    return schema(new Key(types.constructType(type), Use.TAKEN));
  }

  /** The schema of what the service answers. */
  public JsonObject answered(Class<?> type) {
    return schema(new Key(types.constructType(type), Use.ANSWERED));
  }

  /** The schema of a message, which is the whole document: a record in itself refers to it. */
  public JsonObject message(Class<? extends Record> record) {
    var key = new Key(types.constructType(record), Use.MESSAGE);
    references.put(key, "#");
    return written(key);
  }

  /** The definitions that were referred to, by name. */
  public JsonObject definitions() {
    var all = new JsonObject();
    definitions.forEach(all::put);
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
          .put("additionalProperties", schema(key.of(type.getContentType())));
    }
    if (type.isContainerType()) {
      return new JsonObject()
          .put("type", "array")
          .put("items", schema(key.of(type.getContentType())));
    }
    return raw.isRecord() ? reference(key) : new JsonObject();
  }

  /** Named before it is described: records may hold records of their own kind. */
  private JsonObject reference(Key key) {
    var reference = references.get(key);
    if (reference == null) {
      var name = freeName(key);
      reference = place + name;
      references.put(key, reference);
      definitions.put(name, new JsonObject());
      definitions.put(name, key.use() == Use.TAKEN ? read(key) : written(key));
    }
    return new JsonObject().put("$ref", reference);
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
    if (!definitions.containsKey(base)) {
      return base;
    }
    var other = key.use() == Use.TAKEN ? base + "Input" : base + "Output";
    for (int i = 2; definitions.containsKey(other); i++) {
      other = base + i;
    }
    return other;
  }

  private JsonObject read(Key key) {
    var properties = new JsonObject();
    var required = new JsonArray();
    for (var component : key.type().getRawClass().getRecordComponents()) {
      var schema = schema(key.of(resolved(key.type(), component)));
      properties.put(component.getName(), isNullable(component) ? nullable(schema) : schema);
      if (!isNullable(component)) {
        required.add(component.getName());
      }
    }
    return object(properties, required).put("additionalProperties", false);
  }

  private JsonObject written(Key key) {
    var bean = mapper.getSerializationConfig().introspect(key.type());
    var unlessSaid = bean.findPropertyInclusion(JsonInclude.Value.empty());
    var properties = new JsonObject();
    var required = new JsonArray();
    for (var property : bean.findProperties()) {
      if (!property.couldSerialize()) {
        continue;
      }
      var component = component(key.type(), property);
      boolean nullable = component.map(RecordSchemas::isNullable).orElse(false);
      var inclusion = unlessSaid.withOverrides(property.findInclusion()).getValueInclusion();
      boolean leftOut =
          inclusion != JsonInclude.Include.ALWAYS && inclusion != JsonInclude.Include.USE_DEFAULTS;
      var schema = schema(key.of(property.getAccessor().getType()));
      if (key.use() == Use.MESSAGE) {
        if (component.filter(marked -> marked.isAnnotationPresent(Encrypted.class)).isPresent()) {
          schema = encrypted(schema);
        }
        // Readers of messages take null for missing, and need what is neither.
        properties.put(property.getName(), nullable ? nullable(schema) : schema);
        leftOut = nullable || component.isEmpty();
      } else {
        properties.put(property.getName(), nullable && !leftOut ? nullable(schema) : schema);
      }
      if (!leftOut) {
        required.add(property.getName());
      }
    }
    return object(properties, required);
  }

  /** Text to everybody, and with the key what it was. */
  private static JsonObject encrypted(JsonObject plain) {
    return new JsonObject().put("type", "string").put("format", ENCRYPTED).put(PLAIN, plain);
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
