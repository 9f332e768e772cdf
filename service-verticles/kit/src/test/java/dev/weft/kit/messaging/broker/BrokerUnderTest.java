package dev.weft.kit.messaging.broker;

import io.vertx.core.Vertx;

/** A broker as tests reach it, whatever it is. */
public interface BrokerUnderTest {

  /** A way to it that can be disturbed. */
  Road road(Vertx vertx);

  /** Declares a subscription, as an operator would. */
  void create(SubscriptionName subscription);

  /** Deletes a subscription with its messages, also under a live reader. */
  void delete(SubscriptionName subscription);

  /** Ends it; what it has taken stays. */
  void stop();

  /** Starts it again, at the same address. */
  void startAgain();

  /** Whether keys are shared among several readers of one queue: else one of them gets all. */
  boolean sharesKeys();
}
