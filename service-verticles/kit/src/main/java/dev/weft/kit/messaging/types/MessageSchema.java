package dev.weft.kit.messaging.types;

import dev.weft.codecs.MessageKey;
import dev.weft.kit.schema.RecordSchemas;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** The JSON Schema of one version of a message type, made from a record of it. */
final class MessageSchema {

  static final String DEFINITIONS = "$defs";
  static final String KEY = "x-weft-key";

  private static final String PLACE = "#/" + DEFINITIONS + "/";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private MessageSchema() {}

  static JsonObject of(TypeVersion version, Class<? extends Record> record) {
    var schemas = new RecordSchemas(PLACE);
    var form = schemas.message(record);
    var schema =
        new JsonObject()
            .put("$schema", DIALECT)
            .put("$id", version.uri())
            .put("title", version.type());
    Stream.of(record.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(MessageKey.class))
        .forEach(component -> schema.put(KEY, component.getName()));
    form.forEach(entry -> schema.put(entry.getKey(), entry.getValue()));
    var definitions = schemas.definitions();
    return definitions.isEmpty() ? schema : schema.put(DEFINITIONS, definitions);
  }
}
