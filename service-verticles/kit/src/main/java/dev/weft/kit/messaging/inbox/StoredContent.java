package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message in columns: nothing that a reader asks for is lost on the way there and back. */
final class StoredContent {

  private StoredContent() {}

  /** The application properties. */
  static JsonObject properties(AmqpContent content) {
    var json = new JsonObject();
    new TreeMap<>(content.properties())
        .forEach((name, value) -> json.put(text(name), value(value)));
    return json;
  }

  /** What stands in a row that has the columns of a message. */
  static AmqpContent of(Row row) {
    var properties = new HashMap<String, Object>();
    for (Map.Entry<String, Object> entry : row.getJsonObject("properties")) {
      if (entry.getValue() != null) { // no message has one, but an operator's hand may
        properties.put(entry.getKey(), entry.getValue());
      }
    }
    return new AmqpContent(
        null,
        null,
        row.getString("content_type"),
        row.getString("key"),
        true,
        properties,
        row.getBuffer("payload"));
  }

  private static Object value(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Byte number -> number.intValue();
      case Short number -> number.intValue();
      case Integer number -> number;
      case Long number -> number;
      case Date date -> date.toInstant().toString();
      default -> text(value.toString());
    };
  }

  static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** PostgreSQL takes any character in a text but one. */
  static String text(String text) {
    return text.replace("\u0000", "\\u0000");
  }
}
