package dev.weft.testkit.memory;

import dev.weft.codecs.AmqpContent;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whether AMQP has a form for all parts of a message. */
final class Encodable {

  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Date.class,
          UUID.class);

  private Encodable() {}

  /** What stands in the way. */
  static Optional<String> problem(AmqpContent message) {
    return message.properties().entrySet().stream()
        .filter(property -> !TYPES.contains(property.getValue().getClass()))
        .findFirst()
        .map(
            property ->
                "can not be encoded: property %s is a %s"
                    .formatted(property.getKey(), property.getValue().getClass().getName()));
  }
}
