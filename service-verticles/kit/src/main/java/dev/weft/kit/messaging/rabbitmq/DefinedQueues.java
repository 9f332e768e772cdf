package dev.weft.kit.messaging.rabbitmq;

import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import java.util.OptionalLong;

/** Queues that an operator has defined: attaching to one tells whether it is there. */
public final class DefinedQueues implements Queues {

  @Override
  public Future<Void> declare(SubscriptionName subscription) {
    return Future.succeededFuture();
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName subscription) {
    return Future.succeededFuture(OptionalLong.empty());
  }

  @Override
  public void mistrust() {}
}
