package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.kit.Refusal;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a record class is read from a JSON object. Immutable; made once per class. */
final class RecordShape implements ValueShape {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final Constructor<? extends Record> constructor;
  private final Field[] fields;
  private final Map<String, Integer> positions = new HashMap<>();

  private record Field(String name, ValueShape shape, boolean nullable) {

    static Field of(RecordComponent component) {
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Field(component.getName(), ValueShapes.of(component.getGenericType()), nullable);
    }
  }

  private RecordShape(Class<? extends Record> type) {
    this.type = type;
    var components = type.getRecordComponents();
    this.fields = Stream.of(components).map(Field::of).toArray(Field[]::new);
    for (int i = 0; i < fields.length; i++) {
      positions.put(fields[i].name, i);
    }
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has this constructor", e);
    }
    constructor.setAccessible(true);
  }

  static RecordShape of(Class<? extends Record> type) {
    return SHAPES.get(type);
  }

  @Override
  public Record read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw JsonFault.wrongType(parser, "an object");
    }
    var values = new @Nullable Object[fields.length];
    var seen = new boolean[fields.length];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var position = positions.get(parser.currentName());
      if (position == null) {
        throw JsonFault.unknownField(parser);
      }
      if (seen[position]) {
        throw JsonFault.duplicateField(parser);
      }
      seen[position] = true;
      parser.nextToken();
      values[position] = value(parser, fields[position]);
    }
    for (int i = 0; i < fields.length; i++) {
      if (!seen[i] && !fields[i].nullable) {
        throw JsonFault.missingField(parser, fields[i].name);
      }
    }
    return construct(parser, values);
  }

  private static @Nullable Object value(JsonParser parser, Field field) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      return field.shape.read(parser);
    }
    if (!field.nullable) {
      throw JsonFault.nullValue(parser);
    }
    return null;
  }

  private Record construct(JsonParser parser, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw switch (e.getCause()) {
        case Refusal refusal -> refusal;
        case IllegalArgumentException refused -> JsonFault.invalid(parser, detail(refused));
        case RuntimeException failed -> failed;
        case Error error -> throw error;
        case null, default -> new IllegalStateException(e);
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  /** The record's own words are meant for the caller; those of a method it calls may leak. */
  private String detail(IllegalArgumentException refused) {
    var trace = refused.getStackTrace();
    var message = refused.getMessage();
    boolean own = trace.length > 0 && trace[0].getClassName().equals(type.getName());
    return own && message != null ? message : "the value is not valid";
  }
}
