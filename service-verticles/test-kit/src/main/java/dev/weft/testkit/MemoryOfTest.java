package dev.weft.testkit;

import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.testkit.memory.MemoryBroker;
import io.vertx.core.Vertx;

/** A broker in memory. It asks nobody for rights. */
final class MemoryOfTest implements BrokerOfTest {

  private final MemoryBroker memory = new MemoryBroker();

  /** With the service's subscriptions, and one of the test's own to everything that it emits. */
  MemoryOfTest(String service, Kinds kinds) {
    kinds.heard().types().forEach(type -> memory.create(new SubscriptionName(type, service)));
    kinds
        .emitted()
        .types()
        .forEach(type -> memory.create(new SubscriptionName(type, Surroundings.NAME)));
  }

  @Override
  public Broker service(Vertx vertx) {
    return memory.connection(vertx);
  }

  @Override
  public Broker operator(Vertx vertx) {
    return memory.connection(vertx);
  }

  @Override
  public boolean nothingFor(String subscriber, Iterable<String> types) {
    for (var type : types) {
      if (memory.waiting(new SubscriptionName(type, subscriber)) > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {}
}
