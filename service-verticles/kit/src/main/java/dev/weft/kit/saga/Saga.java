package dev.weft.kit.saga;

import dev.weft.kit.Transaction;
import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A long-running process that messages move from state to state. One constant of the service's:
 * immutable, and safe for any thread. Each process of it is a row, found by its key.
 *
 * <p>A message for a saga that is not there, has ended, or is in a state that does not take it,
 * changes nothing: what comes late or in vain is normal where messages of several types meet.
 *
 * @param <S> the states
 * @param <D> what it keeps from step to step. Readers ignore fields that they do not know; a
 *     component that rows of before lack is {@code @Nullable}
 */
public final class Saga<S extends Enum<S>, D extends Record> {

  private static final Logger LOG = LoggerFactory.getLogger(Saga.class);
  private static final JsonArray NONE = new JsonArray();

  private final SagaPlan<S, D> plan;
  private final SagaTable table;

  Saga(SagaPlan<S, D> plan) {
    this.plan = plan;
    this.table = new SagaTable(plan.name());
  }

  /** Begins to say what a saga does. */
  public static <S extends Enum<S>, D extends Record> SagaBuilder<S, D> named(
      String name, Class<S> states, Class<D> data) {
    return new SagaBuilder<>(name, states, data);
  }

  public String name() {
    return plan.name();
  }

  /** The messages that move it; the service has no other handler of them. */
  public List<Class<? extends Record>> messages() {
    return plan.keys().records();
  }

  /**
   * For the kit: whether the service declares what the saga emits by itself.
   *
   * @throws IllegalArgumentException when it does not
   */
  public void checkEmits(Collection<? extends Class<?>> declared) {
    for (var type : plan.emitted()) {
      if (!declared.contains(type)) {
        throw new IllegalArgumentException(
            "saga %s emits %s, which is not declared: add it to emits(...)"
                .formatted(name(), type.getName()));
      }
    }
  }

  /**
   * Starts it in its first state, if the transaction commits.
   *
   * @param key a string, number, UUID or enum of at most 512 bytes
   * @param undo what undoes what this transaction does, as {@link Step#undoneBy}
   * @return false when there is one of that key already, or was in the last 30 days; then nothing
   *     is changed
   */
  public boolean start(Transaction tx, Object key, D data, Record... undo) {
    return startIn(tx, plan.first(), key, data, undo);
  }

  /** Starts it further on. Like {@link #start} else. */
  public boolean startIn(Transaction tx, S state, Object key, D data, Record... undo) {
    if (plan.ends().contains(state)) {
      throw new IllegalArgumentException("saga " + name() + " has ended in " + state);
    }
    var text = SagaKeys.checked(key);
    var recorded = plan.compensations().record(NONE, List.of(undo));
    var entry = enter(tx, state, text, data);
    var content = new SagaTable.Content(plan.data().write(data), recorded, null);
    var started = table.add(tx, text, content, entry);
    if (!started && entry.timeout() != null) {
      tx.cancel(entry.timeout());
    }
    return started;
  }

  SagaPlan<S, D> plan() {
    return plan;
  }

  /**
   * For the kit: handles one of its messages.
   *
   * @param id of the message: a time-out counts only for the time in a state that it was made for
   */
  public void handle(Record message, String id, Transaction tx) {
    var key = plan.keys().of(message);
    var row = find(tx, key);
    var transition = row.map(found -> transition(found, message, id)).orElse(null);
    if (transition == null) {
      LOG.debug(
          "saga {} {}, {}, takes no {}: ignored",
          name(),
          key,
          row.map(SagaRow::state).orElse("not there"),
          message.getClass().getSimpleName());
      return;
    }
    advance(row.orElseThrow(), message, tx, transition);
  }

  private Optional<SagaRow> find(Transaction tx, String key) {
    var row = table.lock(tx, key);
    if (row.isPresent() || plan.absent() == null) {
      return row;
    }
    plan.absent().accept(key, tx);
    return table.lock(tx, key);
  }

  private @Nullable Transition<S, D, Record> transition(SagaRow row, Record message, String id) {
    if (row.ended()) {
      return null;
    }
    var timeout = row.timeout();
    if (plan.isTimeout(message) && (timeout == null || !timeout.toString().equals(id))) {
      return null;
    }
    return plan.transition(state(row), message);
  }

  private void advance(
      SagaRow row, Record message, Transaction tx, Transition<S, D, Record> transition) {
    var data = plan.data().read(row.data());
    var step = new Step<S, D>(tx, row.key(), state(row), data);
    var next = transition.take(data, message, step);
    var recorded = plan.compensations().record(row.compensations(), step.undo());
    if (next.reason() != null) {
      plan.compensations().emit(recorded, tx);
      recorded = NONE;
    }
    var written = plan.data().write(next.data());
    if (next.state() == null) {
      table.keep(tx, row.key(), new SagaTable.Content(written, recorded, next.reason()));
      return;
    }
    if (row.timeout() != null && !plan.isTimeout(message)) {
      tx.cancel(row.timeout());
    }
    var ends = plan.ends().contains(next.state());
    table.move(
        tx,
        row.key(),
        new SagaTable.Content(written, ends ? NONE : recorded, next.reason()),
        enter(tx, next.state(), row.key(), next.data()));
  }

  /** Has its time-out scheduled, if it has one. */
  private SagaTable.Entry enter(Transaction tx, S state, String key, D data) {
    var limit = plan.limit(state);
    var timeouts = plan.timeouts();
    if (limit == null || timeouts == null) {
      return new SagaTable.Entry(state.name(), null, null, plan.ends().contains(state));
    }
    var message = timeouts.message().apply(data);
    if (!plan.keys().of(message).equals(key)) {
      throw new IllegalStateException(
          "the time-out of saga %s %s is of another key: %s".formatted(name(), key, message));
    }
    return new SagaTable.Entry(state.name(), tx.emitAfter(limit, message), limit, false);
  }

  /** A state of a version that is not this one's is an error, and the message a dead letter. */
  private S state(SagaRow row) {
    return Enum.valueOf(plan.states(), row.state());
  }
}
