package dev.weft.kit.messaging.types;

import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.types.Declarations.Form;
import dev.weft.kit.messaging.types.Declarations.Reader;
import dev.weft.kit.messaging.types.Declarations.Writer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * An AsyncAPI 3.0 document of who emits and who subscribes to what: a channel for each type, an
 * operation for each service and type, a message for each version.
 */
final class AsyncApi {

  private static final String DEFINITIONS = "#/" + MessageSchema.DEFINITIONS + "/";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String ENVELOPE = "CloudEvent";

  private final Declarations declared;
  private final Map<TypeVersion, JsonObject> forms = new TreeMap<>();
  private final JsonObject schemas = new JsonObject();

  private AsyncApi(Declarations declared) {
    this.declared = declared;
  }

  /**
   * The document.
   *
   * @param info title, version and what else is to be said of the whole
   */
  static JsonObject of(JsonObject info, Declarations declared, KeptSchemas kept) {
    var document = new AsyncApi(declared);
    for (var reader : declared.readers()) {
      reader.versions().forEach((number, form) -> document.knows(reader.version(number), form));
    }
    declared
        .writers()
        .forEach(writer -> document.forms.put(writer.version(), writer.form().json()));
    kept.all().forEach((version, form) -> document.forms.put(version, form.json()));
    return document.whole(info);
  }

  private void knows(TypeVersion version, Form form) {
    forms.put(version, form.json());
  }

  private JsonObject whole(JsonObject info) {
    var channels = new JsonObject();
    var messages = new JsonObject();
    schemas.put(ENVELOPE, envelope());
    forms.forEach(
        (version, form) -> {
          var channel = channels.getJsonObject(version.type(), channel(version.type()));
          channels.put(version.type(), channel);
          channel
              .getJsonObject("messages")
              .put(name(version), reference("#/components/messages/" + id(version)));
          messages.put(id(version), message(version, form));
          define(version, form);
        });
    return new JsonObject()
        .put("asyncapi", "3.0.0")
        .put("info", info)
        .put("defaultContentType", "application/json")
        .put("channels", channels)
        .put("operations", operations())
        .put("components", new JsonObject().put("messages", messages).put("schemas", schemas));
  }

  private static JsonObject channel(String type) {
    return new JsonObject().put("address", type).put("messages", new JsonObject());
  }

  private JsonObject message(TypeVersion version, JsonObject form) {
    var message =
        new JsonObject()
            .put("name", version.type())
            .put("title", "%s, version %d".formatted(version.type(), version.version()))
            .put("contentType", contentType(version));
    if (form.containsKey(MessageSchema.KEY)) {
      message.put("summary", "Ordered by %s.".formatted(form.getString(MessageSchema.KEY)));
    }
    return message
        .put("headers", headers(version))
        .put("payload", reference(SCHEMAS + id(version)));
  }

  private String contentType(TypeVersion version) {
    return declared.writersOf(version).stream()
        .findFirst()
        .map(Writer::contentType)
        .orElse("application/json");
  }

  /** The properties of the AMQP message. */
  private static JsonObject headers(TypeVersion version) {
    var own =
        new JsonObject()
            .put("cloudEvents_type", new JsonObject().put("const", version.type()))
            .put("cloudEvents_dataschema", new JsonObject().put("const", version.uri()));
    return new JsonObject()
        .put("type", "object")
        .put(
            "allOf",
            new JsonArray()
                .add(reference(SCHEMAS + ENVELOPE))
                .add(new JsonObject().put("properties", own)));
  }

  private static JsonObject envelope() {
    var properties =
        new JsonObject().put("cloudEvents_specversion", new JsonObject().put("const", "1.0"));
    var required = new JsonArray().add("cloudEvents_specversion");
    for (var name : new String[] {"id", "source", "type", "dataschema", "subject", "time"}) {
      properties.put("cloudEvents_" + name, new JsonObject().put("type", "string"));
      if (!name.equals("time")) {
        required.add("cloudEvents_" + name);
      }
    }
    properties
        .put("cloudEvents_traceparent", new JsonObject().put("type", "string"))
        .put("cloudEvents_tracestate", new JsonObject().put("type", "string"));
    return new JsonObject()
        .put("type", "object")
        .put("properties", properties)
        .put("required", required);
  }

  private JsonObject operations() {
    var all = new TreeMap<String, JsonObject>();
    for (var writer : declared.writers()) {
      var id = "%s.emits.%s".formatted(writer.service(), writer.version().type());
      all.put(
          id,
          operation("send", writer.version().type(), "%s emits it.".formatted(writer.service()))
              .put("messages", new JsonArray().add(inChannel(writer.version()))));
    }
    for (var reader : declared.readers()) {
      var messages = new JsonArray();
      reader.versions().keySet().forEach(number -> messages.add(inChannel(reader.version(number))));
      all.put(
          "%s.subscribes.%s".formatted(reader.service(), reader.type()),
          operation("receive", reader.type(), subscription(reader)).put("messages", messages));
    }
    var operations = new JsonObject();
    all.forEach(operations::put);
    return operations;
  }

  private static String subscription(Reader reader) {
    return "%s subscribes to it, as %s."
        .formatted(reader.service(), new SubscriptionName(reader.type(), reader.service()));
  }

  private static JsonObject operation(String action, String type, String summary) {
    return new JsonObject()
        .put("action", action)
        .put("channel", reference("#/channels/" + type))
        .put("summary", summary);
  }

  private static JsonObject inChannel(TypeVersion version) {
    return reference("#/channels/%s/messages/%s".formatted(version.type(), name(version)));
  }

  /** Definitions move beside the schema: a reference is looked up in the whole document. */
  private void define(TypeVersion version, JsonObject form) {
    var schema = form.copy();
    schema.remove("$schema");
    schema.remove("$id");
    var definitions = schema.getJsonObject(MessageSchema.DEFINITIONS, new JsonObject());
    schema.remove(MessageSchema.DEFINITIONS);
    schemas.put(id(version), moved(schema, id(version)));
    for (var name : definitions.fieldNames()) {
      var moved = moved(definitions.getJsonObject(name), id(version));
      schemas.put(id(version) + "." + name, moved);
    }
  }

  private static Object moved(Object part, String id) {
    return switch (part) {
      case JsonArray array -> new JsonArray(array.stream().map(some -> moved(some, id)).toList());
      case JsonObject object -> {
        var copy = new JsonObject();
        object.forEach(
            entry ->
                copy.put(
                    entry.getKey(),
                    entry.getKey().equals("$ref")
                        ? place((String) entry.getValue(), id)
                        : moved(entry.getValue(), id)));
        yield copy;
      }
      default -> part;
    };
  }

  private static String place(String reference, String id) {
    return reference.startsWith(DEFINITIONS)
        ? SCHEMAS + id + "." + reference.substring(DEFINITIONS.length())
        : SCHEMAS + id;
  }

  private static String id(TypeVersion version) {
    return version.type() + "." + name(version);
  }

  private static String name(TypeVersion version) {
    return "v" + version.version();
  }

  private static JsonObject reference(String to) {
    return new JsonObject().put("$ref", to);
  }
}
