package dev.weft.kit.schema;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Schemas of values that have no parts. */
final class ScalarSchemas {

  private static final Map<Class<?>, Scalar> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, new Scalar("string", "")),
          Map.entry(boolean.class, new Scalar("boolean", "")),
          Map.entry(Boolean.class, new Scalar("boolean", "")),
          Map.entry(short.class, new Scalar("integer", "int16")),
          Map.entry(Short.class, new Scalar("integer", "int16")),
          Map.entry(int.class, new Scalar("integer", "int32")),
          Map.entry(Integer.class, new Scalar("integer", "int32")),
          Map.entry(long.class, new Scalar("integer", "int64")),
          Map.entry(Long.class, new Scalar("integer", "int64")),
          Map.entry(BigInteger.class, new Scalar("integer", "")),
          Map.entry(float.class, new Scalar("number", "float")),
          Map.entry(Float.class, new Scalar("number", "float")),
          Map.entry(double.class, new Scalar("number", "double")),
          Map.entry(Double.class, new Scalar("number", "double")),
          Map.entry(BigDecimal.class, new Scalar("number", "")),
          Map.entry(LocalDate.class, new Scalar("string", "date")),
          Map.entry(LocalTime.class, new Scalar("string", "time-local")),
          Map.entry(LocalDateTime.class, new Scalar("string", "date-time-local")),
          Map.entry(Instant.class, new Scalar("string", "date-time")),
          Map.entry(OffsetDateTime.class, new Scalar("string", "date-time")),
          Map.entry(Duration.class, new Scalar("string", "duration")),
          Map.entry(UUID.class, new Scalar("string", "uuid")),
          Map.entry(byte[].class, new Scalar("string", "byte")),
          Map.entry(URI.class, new Scalar("string", "uri-reference")));

  private ScalarSchemas() {}

  private record Scalar(String type, String format) {}

  /** A schema of one's own to add to, or null for another kind of type. */
  static @Nullable JsonObject of(Class<?> type) {
    var scalar = SCALARS.get(type);
    if (scalar == null) {
      return null;
    }
    var schema = new JsonObject().put("type", scalar.type());
    return scalar.format().isEmpty() ? schema : schema.put("format", scalar.format());
  }
}
