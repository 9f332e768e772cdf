package dev.weft.kit;

/**
 * Handles one message inside one transaction, on a virtual thread. What it writes and emits commits
 * together with the note that the message was handled. Throwing rolls back and has the message
 * tried again.
 */
@FunctionalInterface
public interface MessageHandler<M extends Record> {
  void handle(M message, Transaction tx);
}
