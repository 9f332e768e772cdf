package dev.weft.kit.messaging.amqp;

import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import java.util.OptionalLong;

/** The queues of a broker, for as long as a connection lasts. Used on the connection's context. */
public interface Queues {

  /** Makes sure of a subscription's queue. Fails when the broker will not make it. */
  Future<Void> declare(SubscriptionName subscription);

  /** Messages in a queue, those that are delivered and not settled included; empty: not told. */
  Future<OptionalLong> waiting(SubscriptionName subscription);

  /** A queue is gone: what the broker refused before is worth asking once more. */
  void mistrust();
}
