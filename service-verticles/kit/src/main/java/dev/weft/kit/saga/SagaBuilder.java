package dev.weft.kit.saga;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.RecordJson;
import dev.weft.kit.Transaction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a saga does. Mistakes are told by {@link #build}, as {@link IllegalArgumentException}.
 *
 * @param <S> the states
 * @param <D> the data of the saga
 */
public final class SagaBuilder<S extends Enum<S>, D extends Record> {

  static final Duration USUAL_PATIENCE = Duration.ofHours(1);

  private final String name;
  private final Class<S> states;
  private final Class<D> data;
  private final Map<S, Map<Class<? extends Record>, Transition<S, D, Record>>> transitions;
  private final Map<Class<?>, Function<Record, String>> keys = new HashMap<>();
  private final Map<S, Duration> limits;
  private final Set<S> ends;
  private final Set<Class<? extends Record>> undo = new LinkedHashSet<>();
  private @Nullable S first;
  private @Nullable Class<? extends Record> timeout;
  private @Nullable Function<D, ? extends Record> timeoutMessage;
  private @Nullable BiConsumer<String, Transaction> absent;
  private Duration patience = USUAL_PATIENCE;

  SagaBuilder(String name, Class<S> states, Class<D> data) {
    this.name = name;
    this.states = states;
    this.data = data;
    this.transitions = new EnumMap<>(states);
    this.limits = new EnumMap<>(states);
    this.ends = EnumSet.noneOf(states);
  }

  /** The state that {@link Saga#start} begins in. */
  public SagaBuilder<S, D> startsIn(S state) {
    first = state;
    return this;
  }

  /** States that a saga has ended in: no message does anything any more. */
  @SafeVarargs
  public final SagaBuilder<S, D> endsIn(S... states) {
    for (var state : states) {
      ends.add(state);
    }
    return this;
  }

  /** What a message does in a state. */
  public <M extends Record> SagaBuilder<S, D> on(
      S state, Class<M> type, Transition<S, D, M> transition) {
    var before =
        transitions
            .computeIfAbsent(state, _ -> new LinkedHashMap<>())
            .putIfAbsent(
                type, (data, message, step) -> transition.take(data, type.cast(message), step));
    require(before == null, "takes %s twice in %s".formatted(type.getSimpleName(), state));
    return this;
  }

  /**
   * What a message does in several states. Messages of two types have no order between them, so
   * what one may have to wait for in one state may come in the state before.
   */
  public <M extends Record> SagaBuilder<S, D> on(
      Set<S> states, Class<M> type, Transition<S, D, M> transition) {
    states.forEach(state -> on(state, type, transition));
    return this;
  }

  /** How to find the saga's key in messages of a type; without it, by their own key. */
  public <M extends Record> SagaBuilder<S, D> correlate(Class<M> type, Function<M, ?> key) {
    keys.put(type, message -> String.valueOf(key.apply(type.cast(message))));
    return this;
  }

  /**
   * The message that tells a saga that its time is over. The service emits it to itself, so it
   * declares it in {@code emits(...)}; what it does in a state is said by {@link #on}.
   *
   * @param message made of the saga's data when a state with a {@link #timeout} is entered
   */
  public <T extends Record> SagaBuilder<S, D> timeoutsBy(Class<T> type, Function<D, T> message) {
    timeout = type;
    timeoutMessage = message;
    return this;
  }

  /** How long a saga may be in a state before it gets the message of {@link #timeoutsBy}. */
  public SagaBuilder<S, D> timeout(S state, Duration within) {
    require(within.isPositive(), "has a time-out in %s that is not positive".formatted(state));
    limits.put(state, within);
    return this;
  }

  /** The types of messages that undo steps. The service declares them in {@code emits(...)}. */
  @SafeVarargs
  public final SagaBuilder<S, D> undoneBy(Class<? extends Record>... types) {
    for (var type : types) {
      undo.add(type);
    }
    return this;
  }

  /**
   * What is done when a message comes for a key that has no saga: it may {@link Saga#start} the
   * saga, which then takes the message. For processes that began before there was a saga of them.
   * Without it, the message changes nothing.
   */
  public SagaBuilder<S, D> ifAbsent(BiConsumer<String, Transaction> begin) {
    absent = begin;
    return this;
  }

  /** A saga that is longer than this in a state without a time-out is told as stuck; 1 h. */
  public SagaBuilder<S, D> stuckAfter(Duration time) {
    require(time.isPositive(), "is stuck after a time that is not positive");
    patience = time;
    return this;
  }

  /** The saga. */
  public Saga<S, D> build() {
    check();
    var messages = new LinkedHashSet<Class<? extends Record>>();
    transitions.values().forEach(ofState -> messages.addAll(ofState.keySet()));
    return new Saga<>(
        new SagaPlan<>(
            name,
            states,
            RecordJson.of(data),
            Objects.requireNonNull(first),
            Set.copyOf(ends),
            Map.copyOf(transitions),
            new SagaKeys(List.copyOf(messages), CodecRegistry.of(messages), Map.copyOf(keys)),
            timeout == null || timeoutMessage == null
                ? null
                : new SagaTimeouts<>(timeout, timeoutMessage, Map.copyOf(limits)),
            new Compensations(undo),
            absent,
            patience));
  }

  private void check() {
    require(name.matches("[A-Za-z0-9._-]{1,100}"), "needs a name of letters, digits, . _ and -");
    require(first != null && !ends.contains(first), "needs a state to start in that is no end");
    for (var state : states.getEnumConstants()) {
      var moves = transitions.getOrDefault(state, Map.of());
      require(
          ends.contains(state) == moves.isEmpty(),
          "has ended in %s, or else takes messages in it".formatted(state));
      require(
          !limits.containsKey(state) || (timeout != null && moves.containsKey(timeout)),
          "has a time-out in %s, but does not say what it does there".formatted(state));
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("saga " + name + " " + what);
    }
  }
}
