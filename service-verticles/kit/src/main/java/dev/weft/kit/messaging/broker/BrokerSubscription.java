package dev.weft.kit.messaging.broker;

import io.vertx.core.Future;

/** A subscription that is held open. */
public interface BrokerSubscription {

  /** Why nothing arrives although the broker is connected; empty when all is well. */
  String trouble();

  /** From now on so many messages may be delivered and not settled. */
  void window(int messages);

  /** From now on the receiver is not called any more; what it has can still be settled. */
  void stopFetching();

  /** Lets go of it; the broker keeps what was not settled, and all that comes later. */
  Future<Void> close();
}
