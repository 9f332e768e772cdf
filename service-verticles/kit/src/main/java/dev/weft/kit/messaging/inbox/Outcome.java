package dev.weft.kit.messaging.inbox;

/** What came of an attempt to handle a message, or to put it somewhere. */
sealed interface Outcome {

  /** It has committed where the message is now, so that the broker may forget it. */
  enum Settled implements Outcome {
    /** Its effect has committed. */
    HANDLED,
    /** It had been handled before. */
    DUPLICATE,
    /** It waits behind another one of its key. */
    PARKED,
    /** It waits for its next attempt. */
    HELD,
    /** Somebody else has it in hand. */
    LOST
  }

  /** It is a dead letter. */
  record Dead(Failure failure, int attempts) implements Outcome {}

  /** The handler threw; trying again may help. */
  record Failed(Throwable cause) implements Outcome {}

  /** The database is away, which is not the message's fault. */
  record DatabaseAway(Throwable cause) implements Outcome {}
}
