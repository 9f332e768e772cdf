package dev.weft.kit.messaging.inbox;

/** Is told what became of messages that arrived. Called from many threads. */
public interface ConsumerObserver {

  /** Its effect has committed. */
  void consumed(String subscription);

  /** It had been handled before. */
  void duplicate(String subscription);

  /** It waits behind another one of its key. */
  void parked(String subscription);

  /** An attempt failed and another will follow. */
  void retried(String subscription);

  /** It is a dead letter now. */
  void died(String subscription);
}
