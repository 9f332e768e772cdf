package dev.weft.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns a text into a value of a type. All conversions throw {@link IllegalArgumentException} with
 * what is wanted, never with what was given: it may be a secret.
 */
final class Scalars {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private static final Map<Class<?>, Function<String, Object>> CONVERSIONS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(Secret.class, Secret::new),
          Map.entry(int.class, text -> number(text, Integer::valueOf)),
          Map.entry(Integer.class, text -> number(text, Integer::valueOf)),
          Map.entry(long.class, text -> number(text, Long::valueOf)),
          Map.entry(Long.class, text -> number(text, Long::valueOf)),
          Map.entry(double.class, Scalars::decimal),
          Map.entry(Double.class, Scalars::decimal),
          Map.entry(boolean.class, Scalars::bool),
          Map.entry(Boolean.class, Scalars::bool),
          Map.entry(Duration.class, Scalars::duration),
          Map.entry(ByteSize.class, ByteSize::parse),
          Map.entry(URI.class, Scalars::uri));

  private Scalars() {}

  static boolean isScalar(Class<?> type) {
    return type == Path.class || type.isEnum() || CONVERSIONS.containsKey(type);
  }

  /** Converts; a relative path is taken from the base directory. */
  static Object convert(Class<?> type, String text, Path base) {
    if (type == Path.class) {
      return path(text, base);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    var conversion = CONVERSIONS.get(type);
    if (conversion == null) {
      throw new IllegalStateException("configuration cannot hold a " + type.getName());
    }
    return conversion.apply(text);
  }

  /** How the constants of an enum are written. */
  static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Scalars::constantName).toList();
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constantName(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + String.join(", ", constants(type))));
  }

  private static String constantName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object number(String text, Function<String, Object> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("must be a whole number");
    }
  }

  private static Object decimal(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException("must be a number");
  }

  private static Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static Object duration(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a time such as 250ms, 5s, 2m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Object uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("must be a URI");
    }
  }

  private static Path path(String text, Path base) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must be a path");
    }
    return base.resolve(text).normalize();
  }
}
