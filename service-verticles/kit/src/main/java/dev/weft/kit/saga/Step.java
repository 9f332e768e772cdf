package dev.weft.kit.saga;

import dev.weft.kit.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a saga, as a {@link Transition} sees it. Not to be used after the transition.
 *
 * @param <S> the states
 * @param <D> the data of the saga
 */
public final class Step<S extends Enum<S>, D extends Record> {

  private final Transaction tx;
  private final String key;
  private final S state;
  private final D data;
  private final List<Record> undo = new ArrayList<>(0);

  Step(Transaction tx, String key, S state, D data) {
    this.tx = tx;
    this.key = key;
    this.state = state;
    this.data = data;
  }

  /** The message's transaction: what is written and emitted in it commits with the new state. */
  public Transaction tx() {
    return tx;
  }

  /** The key of the saga. */
  public String key() {
    return key;
  }

  /** The state that the saga is in. */
  public S state() {
    return state;
  }

  /**
   * Records a message that undoes what this step does. It is emitted when a later step, or this
   * one, ends with {@link Next#compensating}.
   */
  public void undoneBy(Record message) {
    undo.add(message);
  }

  /** Goes to a state. Its time-out begins anew, also when it is the state that the saga is in. */
  public Next<S, D> to(S next) {
    return new Next<>(next, data, null);
  }

  /** Stays in the state; its time-out goes on. */
  public Next<S, D> stay() {
    return new Next<>(null, data, null);
  }

  List<Record> undo() {
    return undo;
  }
}
