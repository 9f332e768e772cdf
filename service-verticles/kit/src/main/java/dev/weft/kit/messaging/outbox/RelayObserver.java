package dev.weft.kit.messaging.outbox;

/** Is told what became of messages on their way out. Called on the relay's thread. */
public interface RelayObserver {

  /** The broker has it. */
  default void published(String type) {}

  /** It is a dead letter of the emitter now. */
  default void setAside(String type) {}

  /** Messages of this type have nowhere to go and wait. */
  default void typeWaits(String type, String reason) {}

  /** They go again. */
  default void typeFlows(String type) {}

  /** Another instance knows better from now on. */
  default void stoppedRelaying() {}
}
