package dev.weft.codecs;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The {@code dataschema} attribute carries the version: {@code
 * urn:weft:foodmart.orders.OrderPlaced:1}. When reading, any URI counts whose last part after
 * {@code :}, {@code /} or {@code /v} is a number, and none at all means version 1.
 */
final class DataSchema {

  private static final String PREFIX = "urn:weft:";
  private static final int MOST_DIGITS = 9;

  private DataSchema() {}

  static String of(String type, int version) {
    return PREFIX + type + ":" + version;
  }

  static OptionalInt version(@Nullable String dataSchema) {
    if (dataSchema == null || dataSchema.isEmpty()) {
      return OptionalInt.of(1);
    }
    var start = Math.max(dataSchema.lastIndexOf(':'), dataSchema.lastIndexOf('/')) + 1;
    var last = dataSchema.substring(start);
    var digits = last.startsWith("v") ? last.substring(1) : last;
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(digits));
  }
}
