package dev.weft.kit.messaging.outbox;

import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SubscriptionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reader without a database, for messages whose payload is their number within the key, from zero
 * on. What was sent again is let pass; what comes before its predecessor is an inversion.
 */
final class Arrivals implements AutoCloseable {

  static final String TYPE = "foodmart.orders.OrderPlaced";

  private final Broker broker;
  private final Map<String, Integer> next = new ConcurrentHashMap<>();
  private final List<String> inversions = new CopyOnWriteArrayList<>();
  private final AtomicInteger messages = new AtomicInteger();

  private Arrivals(Stage stage) {
    this.broker =
        TestBroker.connection(stage.vertx(), stage.artemis().port(), Duration.ofSeconds(10));
    broker.start();
    broker.subscribe(new SubscriptionName(TYPE, "stock"), 1_000, this::arrived);
  }

  static Arrivals at(Stage stage) {
    return new Arrivals(stage);
  }

  private void arrived(Delivery delivery) {
    var key = Objects.requireNonNull(delivery.content().groupId());
    var number = Integer.parseInt(delivery.content().body().toString());
    var expected = next.getOrDefault(key, 0);
    if (number == expected) {
      next.put(key, number + 1);
      messages.incrementAndGet();
    } else if (number > expected) {
      inversions.add("%s: %d came where %d was due".formatted(key, number, expected));
    }
    delivery.settle();
  }

  /** Different messages so far. */
  int messages() {
    return messages.get();
  }

  List<String> inversions() {
    return inversions;
  }

  @Override
  public void close() {
    broker.close().await();
  }
}
