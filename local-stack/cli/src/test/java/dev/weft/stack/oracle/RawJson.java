package dev.weft.stack.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists and texts in which a number is its very digits. */
final class RawJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A number as it is written. */
  record Digits(String text) {}

  private RawJson() {}

  static @Nullable Object parse(String text) {
    try (var parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> object(String text) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(parse(text));
  }

  static Digits number(Object number) {
    return new Digits(number.toString());
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException(parser.currentToken().toString());
    };
  }

  private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.containsKey(name)) {
        throw new IllegalStateException("twice: " + name);
      }
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
    var elements = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }
}
