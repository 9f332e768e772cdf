package dev.weft.kit.messaging.broker;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * A broker, connected or about to be: it connects again by itself, for ever, until closed. Safe for
 * use by any thread.
 */
public interface Broker {

  /** Starts to connect; does not wait for it. */
  void start();

  /** Whether there is a connection, and if not, why. */
  BrokerState state();

  /** Runs the action on every new connection, on a thread of the broker's. */
  void onConnected(Runnable action);

  /**
   * Sends to an address: to the name of a type, for all of its subscriptions, or to one {@link
   * #address(SubscriptionName) subscription's}. The future always completes within the send
   * time-out and never fails: what can go wrong is an outcome. Messages of one address are sent in
   * the order of the calls.
   */
  Future<SendOutcome> send(String address, AmqpContent message);

  /**
   * Holds a subscription open from now on, over all connections to come.
   *
   * @param window most messages that are delivered and not settled
   * @param receiver called for one message after the other, must not block
   */
  BrokerSubscription subscribe(SubscriptionName name, int window, Consumer<Delivery> receiver);

  /** Where to send what one subscription alone shall get; what nobody reads there is kept. */
  String address(SubscriptionName name);

  /** Ends the connection for good. Sends under way come out as {@link SendOutcome.Away}. */
  Future<Void> close();
}
