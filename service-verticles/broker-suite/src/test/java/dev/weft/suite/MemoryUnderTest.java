package dev.weft.suite;

import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.Road;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.testkit.memory.MemoryBroker;
import dev.weft.testkit.memory.MemoryRoad;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The test kit's broker. */
final class MemoryUnderTest implements BrokerUnderTest {

  private final MemoryBroker memory = new MemoryBroker();
  private final Set<MemoryRoad> roads = ConcurrentHashMap.newKeySet();

  MemoryBroker memory() {
    return memory;
  }

  @Override
  public Road road(Vertx vertx) {
    var road = memory.road(vertx);
    roads.add(road);
    return new Disturbed(road);
  }

  @Override
  public void create(SubscriptionName subscription) {
    memory.create(subscription);
  }

  @Override
  public void delete(SubscriptionName subscription) {
    memory.delete(subscription);
  }

  @Override
  public void stop() {
    roads.forEach(road -> road.refuse(true));
  }

  @Override
  public void startAgain() {
    roads.forEach(road -> road.refuse(false));
  }

  @Override
  public boolean sharesKeys() {
    return true;
  }

  private record Disturbed(MemoryRoad road) implements Road {

    @Override
    public Broker connection(Duration sendTimeout) {
      return road.connection(sendTimeout);
    }

    @Override
    public void cut() {
      road.cut();
    }

    @Override
    public void silent(boolean silent) {
      road.silent(silent);
    }

    @Override
    public void refuse(boolean refuse) {
      road.refuse(refuse);
    }
  }
}
