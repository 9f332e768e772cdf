package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.MessageType;
import dev.weft.kit.db.Transactions;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All subscriptions of a service in this process. */
public final class MessageConsumer {

  private final Vertx vertx;
  private final Broker broker;
  private final ConsumerSettings settings;
  private final Map<SubscriptionName, Subscriber<?>> subscribers;
  private final Workplaces places;
  private final Intake intake;
  private final Retries retries;
  private final List<KeyLanes<Intake.Delivered>> lanes = new ArrayList<>();
  private final List<BrokerSubscription> open = new ArrayList<>();

  /**
   * A consumer that takes nothing before {@link #start()}.
   *
   * @param pool for looking what is due
   */
  public MessageConsumer(
      Vertx vertx, Broker broker, Pool pool, Transactions transactions, ConsumerWork work) {
    this.vertx = vertx;
    this.broker = broker;
    this.settings = work.settings();
    this.subscribers = named(work);
    this.places = new Workplaces(settings.concurrency());
    var registry =
        CodecRegistry.of(work.subscribers().stream().map(Subscriber::type).toList(), work.keys());
    var attempt = new Attempt(transactions, registry, settings);
    var reporting = new Reporting(work.observer());
    this.retries =
        new Retries(
            vertx,
            pool,
            subscribers.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)),
            settings,
            new HeldKeyTurn(attempt, places, reporting));
    this.intake = new Intake(attempt, places, settings, reporting, retries::wake);
  }

  private static Map<SubscriptionName, Subscriber<?>> named(ConsumerWork work) {
    var named = new LinkedHashMap<SubscriptionName, Subscriber<?>>();
    for (var subscriber : work.subscribers()) {
      var type = Objects.requireNonNull(subscriber.type().getAnnotation(MessageType.class)).name();
      named.put(new SubscriptionName(type, work.service()), subscriber);
    }
    return named;
  }

  /** Opens all subscriptions and keeps them open. */
  public void start() {
    subscribers.forEach(this::open);
    retries.start();
  }

  private void open(SubscriptionName name, Subscriber<?> subscriber) {
    var keys = new KeyLanes<>(vertx, intake::take);
    lanes.add(keys);
    open.add(
        broker.subscribe(
            name,
            settings.window(),
            delivery -> {
              var arrival = Arrival.of(name.toString(), subscriber, delivery.content());
              keys.offer(arrival.read().key(), new Intake.Delivered(arrival, delivery));
            }));
  }

  /** The names of all subscriptions. */
  public List<String> subscriptions() {
    return subscribers.keySet().stream().map(SubscriptionName::toString).toList();
  }

  /** What they are called at the broker. */
  public Set<SubscriptionName> subscriptionNames() {
    return Set.copyOf(subscribers.keySet());
  }

  /** Held messages may be due: for whoever changes them past the consumer. */
  public void wake() {
    retries.wake();
  }

  /** What is wrong with subscriptions although the broker is connected. */
  public List<String> troubles() {
    return open.stream()
        .map(BrokerSubscription::trouble)
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  /**
   * Takes nothing new, lets handlers finish, and leaves the rest to the broker and the database.
   */
  public Future<Void> stop() {
    open.forEach(BrokerSubscription::stopFetching);
    places.close();
    retries.stop();
    return vertx
        .<Void>executeBlocking(
            () -> {
              for (var keys : lanes) {
                keys.awaitEmpty();
              }
              retries.awaitEmpty();
              return null;
            },
            false)
        .compose(
            _ -> Future.join(open.stream().map(BrokerSubscription::close).toList()).mapEmpty());
  }
}
