package dev.weft.kit.saga;

import dev.weft.codecs.CodecRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How to find the key of a saga in a message: by the message's own key, where nothing else is told.
 */
record SagaKeys(
    List<Class<? extends Record>> records,
    CodecRegistry messages,
    Map<Class<?>, Function<Record, String>> told) {

  /** A row of an index has room for so much. */
  private static final int LONGEST = 512;

  String of(Record message) {
    var own = told.get(message.getClass());
    return own == null ? messages.definition(message).key(message) : own.apply(message);
  }

  /**
   * The names of the types whose messages have the saga's key as their own.
   *
   * <p>What of other types is held or dead can not be found by the saga's key.
   */
  List<String> typesByOwnKey() {
    return messages.definitions().stream()
        .filter(type -> !told.containsKey(type.record()))
        .map(type -> type.name())
        .sorted()
        .toList();
  }

  static String checked(Object key) {
    var text = key.toString();
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException("the key of a saga has 1 to " + LONGEST + " bytes");
    }
    return text;
  }
}
