package dev.weft.kit.saga;

/**
 * What a saga does with a message in a state. Runs in the message's transaction, as a {@link
 * dev.weft.kit.MessageHandler} does, with the saga's row locked: no other message of this saga is
 * handled meanwhile. Throwing rolls back and has the message tried again.
 *
 * @param <S> the states
 * @param <D> the data of the saga
 * @param <M> the service's own record of the message
 */
@FunctionalInterface
public interface Transition<S extends Enum<S>, D extends Record, M extends Record> {

  /** Answers where the saga goes, by {@link Step#to} or {@link Step#stay}. */
  Next<S, D> take(D data, M message, Step<S, D> step);
}
