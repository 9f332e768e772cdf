package dev.weft.kit.saga;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of a saga: how long it may be in a state, and the message that ends the waiting.
 */
record SagaTimeouts<S extends Enum<S>, D extends Record>(
    Class<? extends Record> type, Function<D, ? extends Record> message, Map<S, Duration> limits) {

  @Nullable Duration limit(S state) {
    return limits.get(state);
  }
}
