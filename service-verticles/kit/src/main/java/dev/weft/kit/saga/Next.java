package dev.weft.kit.saga;

import org.jspecify.annotations.Nullable;

/**
 * Where a saga goes. Immutable: every method answers another one. Made by a {@link Step}.
 *
 * @param state null to stay where it is, with the time-out that runs
 * @param reason why all that was done is undone; null when it is not
 */
public record Next<S extends Enum<S>, D extends Record>(
    @Nullable S state, D data, @Nullable String reason) {

  /** With other data. */
  public Next<S, D> with(D changed) {
    return new Next<>(state, changed, reason);
  }

  /**
   * Undoes the steps before: emits what was recorded by {@link Step#undoneBy}, the last first, and
   * forgets it, so that nothing is undone twice.
   *
   * @param why for operators
   */
  public Next<S, D> compensating(String why) {
    return new Next<>(state, data, why);
  }
}
