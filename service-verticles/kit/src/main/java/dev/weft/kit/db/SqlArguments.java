package dev.weft.kit.db;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arguments as the driver wants them: no arrays of primitives, no instants, no enums. */
final class SqlArguments {

  private SqlArguments() {}

  static Tuple tuple(@Nullable Object[] arguments) {
    var tuple = Tuple.tuple();
    for (var argument : arguments) {
      tuple.addValue(convert(argument));
    }
    return tuple;
  }

  private static @Nullable Object convert(@Nullable Object argument) {
    return switch (argument) {
      case long[] longs -> Arrays.stream(longs).boxed().toArray(Long[]::new);
      case int[] ints -> Arrays.stream(ints).boxed().toArray(Integer[]::new);
      case double[] doubles -> Arrays.stream(doubles).boxed().toArray(Double[]::new);
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      case null, default -> argument;
    };
  }
}
