package dev.weft.kit.saga;

import dev.weft.codecs.RecordJson;
import dev.weft.kit.Transaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What was said about a saga, checked. Immutable. */
record SagaPlan<S extends Enum<S>, D extends Record>(
    String name,
    Class<S> states,
    RecordJson<D> data,
    S first,
    Set<S> ends,
    Map<S, Map<Class<? extends Record>, Transition<S, D, Record>>> transitions,
    SagaKeys keys,
    @Nullable SagaTimeouts<S, D> timeouts,
    Compensations compensations,
    @Nullable BiConsumer<String, Transaction> absent,
    Duration patience) {

  @Nullable Transition<S, D, Record> transition(S state, Record message) {
    return transitions.getOrDefault(state, Map.of()).get(message.getClass());
  }

  /** What it emits by itself. */
  Set<Class<? extends Record>> emitted() {
    var all = new HashSet<Class<? extends Record>>(compensations.records());
    if (timeouts != null) {
      all.add(timeouts.type());
    }
    return all;
  }

  /** The states that are no ends. */
  List<String> openStates() {
    return Arrays.stream(states.getEnumConstants())
        .filter(state -> !ends.contains(state))
        .map(Enum::name)
        .toList();
  }

  boolean isTimeout(Record message) {
    return timeouts != null && timeouts.type().isInstance(message);
  }

  @Nullable Duration limit(S state) {
    return timeouts == null ? null : timeouts.limit(state);
  }
}
