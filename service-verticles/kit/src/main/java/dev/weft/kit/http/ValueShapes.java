package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds how to read a value of a type: scalars, lists, maps, enums and records. */
final class ValueShapes {

  private ValueShapes() {}

  /**
   * How to read a value of this type.
   *
   * @throws IllegalArgumentException if there is no way to read such a type
   */
  static ValueShape of(Type type) {
    var scalar = Scalars.of(type);
    if (scalar != null) {
      return scalar;
    }
    if (type instanceof Class<?> c && c.isRecord()) {
      // Looked up when it is needed: records may hold records of their own kind.
      var record = c.asSubclass(Record.class);
      return parser -> RecordShape.of(record).read(parser);
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return enumOf(c);
    }
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return listOf(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return mapOf(of(arguments[1]));
      }
    }
    throw new IllegalArgumentException("a request body cannot hold a " + type.getTypeName());
  }

  private static ValueShape enumOf(Class<?> type) {
    var byName = new LinkedHashMap<String, Object>();
    for (var constant : type.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return parser -> {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw JsonFault.wrongType(parser, "a string");
      }
      var constant = byName.get(parser.getText());
      if (constant == null) {
        throw JsonFault.invalid(parser, "expected one of " + byName.keySet());
      }
      return constant;
    };
  }

  private static ValueShape listOf(ValueShape element) {
    return parser -> {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw JsonFault.wrongType(parser, "an array");
      }
      var list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(notNull(parser, element));
      }
      return Collections.unmodifiableList(list);
    };
  }

  private static ValueShape mapOf(ValueShape value) {
    return parser -> {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw JsonFault.wrongType(parser, "an object");
      }
      var map = new LinkedHashMap<String, Object>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = Scalars.text(parser, parser.currentName());
        if (map.containsKey(name)) {
          throw JsonFault.duplicateField(parser);
        }
        parser.nextToken();
        map.put(name, notNull(parser, value));
      }
      return Collections.unmodifiableMap(map);
    };
  }

  private static Object notNull(JsonParser parser, ValueShape shape) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw JsonFault.nullValue(parser);
    }
    return shape.read(parser);
  }
}
