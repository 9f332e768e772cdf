package dev.weft.testkit;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Vertx;

/** The broker that a service under test speaks to. */
interface BrokerOfTest extends AutoCloseable {

  /** The service's own connection, not started. */
  Broker service(Vertx vertx);

  /** A connection of the test's, with all rights, not started. */
  Broker operator(Vertx vertx);

  /** Whether a subscriber has settled every message of these types. */
  boolean nothingFor(String subscriber, Iterable<String> types);

  @Override
  void close();
}
