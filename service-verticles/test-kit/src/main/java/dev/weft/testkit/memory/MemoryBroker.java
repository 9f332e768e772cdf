package dev.weft.testkit.memory;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A broker in memory. It keeps a message until it is settled, gives back what a lost reader held to
 * its place, keeps messages of one key with one reader in order, and refuses what has no
 * subscriber. A subscriber's queue comes to be when it subscribes. Safe for use by any thread.
 */
public final class MemoryBroker {

  private static final SendOutcome TAKEN = SendOutcome.ACCEPTED;

  private final Map<SubscriptionName, MemoryQueue> queues = new HashMap<>();
  private Function<AmqpContent, SendOutcome> judge = _ -> TAKEN;

  /** A way to it for one or more connections, which a test can disturb. */
  public MemoryRoad road(Vertx vertx) {
    return new MemoryRoad(this, vertx);
  }

  /** A connection, not started. */
  public Broker connection(Vertx vertx) {
    return road(vertx).connection();
  }

  /** Makes a subscription's queue; one that is there stays as it is. */
  public synchronized void create(SubscriptionName subscription) {
    queues.computeIfAbsent(subscription, _ -> new MemoryQueue());
  }

  /** Deletes a queue with its messages; a live reader makes it again. */
  public synchronized void delete(SubscriptionName subscription) {
    var queue = queues.remove(subscription);
    if (queue != null) {
      queue.deleted();
    }
  }

  /** Messages in a queue, those that are delivered and not settled included. */
  public synchronized long waiting(SubscriptionName subscription) {
    var queue = queues.get(subscription);
    return queue == null ? 0 : queue.size();
  }

  /** From now on messages meet with this instead of being taken, where it is no acceptance. */
  public synchronized void judgeBy(Function<AmqpContent, SendOutcome> outcome) {
    judge = outcome;
  }

  /** Takes a message in for a type, or for one subscription. */
  synchronized SendOutcome publish(String address, AmqpContent message) {
    var judged = Encodable.problem(message).<SendOutcome>map(SendOutcome.Refused::new);
    if (judged.isPresent()) {
      return judged.get();
    }
    var outcome = judge.apply(message);
    if (!(outcome instanceof SendOutcome.Accepted)) {
      return outcome;
    }
    var receivers =
        queues.entrySet().stream()
            .filter(
                queue ->
                    queue.getKey().type().equals(address)
                        || queue.getKey().toString().equals(address))
            .map(Map.Entry::getValue)
            .toList();
    if (receivers.isEmpty()) {
      return new SendOutcome.NoAddress("not-found: nobody subscribes to " + address);
    }
    receivers.forEach(queue -> queue.put(message));
    return TAKEN;
  }

  synchronized void attach(MemoryReader reader) {
    create(reader.name());
    var queue = queues.get(reader.name());
    if (queue != null) {
      reader.attached(queue);
    }
  }

  /** Does what changes a reader's state, so that nobody sees half of it. */
  synchronized void change(Runnable action) {
    action.run();
  }
}
