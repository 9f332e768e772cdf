package dev.weft.kit.messaging.outbox;

/** Is told what became of messages on their way out. Called on the relay's thread. */
public interface RelayObserver {

  /** Tells nobody. */
  RelayObserver NONE =
      new RelayObserver() {
        @Override
        public void published(String type) {}

        @Override
        public void setAside(String type) {}

        @Override
        public void typeWaits(String type, String reason) {}

        @Override
        public void typeFlows(String type) {}

        @Override
        public void stoppedRelaying() {}
      };

  /** The broker has it. */
  void published(String type);

  /** It is a dead letter of the emitter now. */
  void setAside(String type);

  /** Messages of this type have nowhere to go and wait. */
  void typeWaits(String type, String reason);

  /** They go again. */
  void typeFlows(String type);

  /** Another instance knows better from now on. */
  void stoppedRelaying();
}
