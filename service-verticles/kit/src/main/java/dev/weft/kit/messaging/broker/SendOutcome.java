package dev.weft.kit.messaging.broker;

/** What became of a message that was sent. */
public sealed interface SendOutcome {

  /** The broker has it for good. */
  record Accepted() implements SendOutcome {}

  /** The broker does not want this message, or it can not be written: its own fault. */
  record Refused(String reason) implements SendOutcome {}

  /** Nobody may or can send to this address now: the fault of no message. */
  record NoAddress(String reason) implements SendOutcome {}

  /**
   * It is not known whether the broker has it: connection lost, no answer in time, no room. To be
   * sent again under the same id.
   */
  record Away(String reason) implements SendOutcome {}

  /** The only {@link Accepted} that is needed. */
  SendOutcome ACCEPTED = new Accepted();
}
