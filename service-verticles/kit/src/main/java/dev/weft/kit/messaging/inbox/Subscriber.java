package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Handling;
import dev.weft.kit.MessageHandler;
import dev.weft.kit.Transaction;

/**
 * One message type and what a service does with it.
 *
 * @param <M> the service's own record of the type
 */
public record Subscriber<M extends Record>(Class<M> type, Receiver<M> receiver, Handling handling) {

  /** What takes a message of which the id matters too. */
  @FunctionalInterface
  public interface Receiver<M extends Record> {

    /**
     * Handles a message like a {@link MessageHandler}.
     *
     * @param id that its sender gave it
     */
    void receive(M message, String id, Transaction tx);
  }

  /** For a handler that does not ask for ids. */
  public Subscriber(Class<M> type, MessageHandler<M> handler, Handling handling) {
    this(type, (message, _, tx) -> handler.handle(message, tx), handling);
  }

  /** Hands a decoded message to the handler. */
  void handle(Record message, String id, Transaction transaction) {
    receiver.receive(type.cast(message), id, transaction);
  }
}
