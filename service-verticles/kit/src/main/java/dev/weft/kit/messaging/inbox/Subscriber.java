package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Handling;
import dev.weft.kit.MessageHandler;
import dev.weft.kit.Transaction;

/**
 * One message type and what a service does with it.
 *
 * @param <M> the service's own record of the type
 */
public record Subscriber<M extends Record>(
    Class<M> type, MessageHandler<M> handler, Handling handling) {

  /** Handles messages in the usual way. */
  public Subscriber(Class<M> type, MessageHandler<M> handler) {
    this(type, handler, Handling.SKIP);
  }

  /** Hands a decoded message to the handler. */
  void handle(Record message, Transaction transaction) {
    handler.handle(type.cast(message), transaction);
  }
}
