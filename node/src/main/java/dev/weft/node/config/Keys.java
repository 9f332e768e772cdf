package dev.weft.node.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The keys that a record stands for: {@code poolSize} is {@code pool-size}. */
final class Keys {

  private Keys() {}

  static String of(RecordComponent component) {
    return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  static List<String> of(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(Keys::of).toList();
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The paths below a record that hold a single value or a list of them. */
  static List<String> leaves(Class<?> type) {
    return leaves(type, "").toList();
  }

  private static Stream<String> leaves(Class<?> type, String path) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> leaves(component, join(path, of(component))));
  }

  private static Stream<String> leaves(RecordComponent component, String path) {
    var type = component.getType();
    if (Scalars.isScalar(type) || isListOfScalars(component.getGenericType())) {
      return Stream.of(path);
    }
    return type.isRecord() ? leaves(type, path) : Stream.empty();
  }

  private static boolean isListOfScalars(Type type) {
    return type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> item
        && Scalars.isScalar(item);
  }
}
