package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.MessageType;
import dev.weft.kit.db.Transactions;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** All subscriptions of a service in this process. */
public final class MessageConsumer {

  private final Vertx vertx;
  private final Broker broker;
  private final String service;
  private final ConsumerSettings settings;
  private final Persistence persistence;
  private final Collection<Subscriber<?>> subscribers;
  private final List<KeyLanes<Arrival>> lanes = new ArrayList<>();
  private final List<BrokerSubscription> open = new ArrayList<>();

  /** A consumer that takes nothing before {@link #start()}. */
  public MessageConsumer(Vertx vertx, Broker broker, Transactions transactions, ConsumerWork work) {
    this.vertx = vertx;
    this.broker = broker;
    this.service = work.service();
    this.settings = work.settings();
    this.subscribers = work.subscribers();
    var registry =
        CodecRegistry.of(subscribers.stream().map(Subscriber::type).toList(), work.keys());
    this.persistence =
        new Persistence(
            new Attempt(transactions, registry, settings.longest()), settings, work.observer());
  }

  /** Opens all subscriptions and keeps them open. */
  public void start() {
    for (var subscriber : subscribers) {
      var type = Objects.requireNonNull(subscriber.type().getAnnotation(MessageType.class)).name();
      open(new SubscriptionName(type, service), subscriber);
    }
  }

  private void open(SubscriptionName name, Subscriber<?> subscriber) {
    var keys = new KeyLanes<>(vertx, persistence::handle);
    lanes.add(keys);
    var subscription =
        broker.subscribe(
            name,
            settings.window(),
            delivery -> {
              var arrival = Arrival.of(name.toString(), subscriber, delivery);
              keys.offer(arrival.read().key(), arrival);
            });
    keys.onParked(parked -> subscription.window(settings.windowWith(parked)));
    open.add(subscription);
  }

  /** What is wrong with subscriptions although the broker is connected. */
  public List<String> troubles() {
    return open.stream()
        .map(BrokerSubscription::trouble)
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  /** Takes nothing new, lets handlers finish, and leaves the rest to the broker. */
  public Future<Void> stop() {
    open.forEach(BrokerSubscription::stopFetching);
    persistence.stop();
    return vertx
        .<Void>executeBlocking(
            () -> {
              for (var keys : lanes) {
                keys.awaitEmpty();
              }
              return null;
            },
            false)
        .compose(
            _ -> Future.join(open.stream().map(BrokerSubscription::close).toList()).mapEmpty());
  }
}
