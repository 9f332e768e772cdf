package dev.weft.kit.messaging.broker;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.Future;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A broker that is asked by another account what waits in it. */
public final class ObservedBroker implements Broker {

  private final Broker broker;
  private final Broker observer;

  /**
   * The same broker twice.
   *
   * @param observer a connection of an account that may ask what waits
   */
  public ObservedBroker(Broker broker, Broker observer) {
    this.broker = broker;
    this.observer = observer;
  }

  @Override
  public void start() {
    broker.start();
    observer.start();
  }

  @Override
  public BrokerState state() {
    return broker.state();
  }

  @Override
  public void onConnected(Runnable action) {
    broker.onConnected(action);
  }

  @Override
  public Future<SendOutcome> send(String address, AmqpContent message) {
    return broker.send(address, message);
  }

  @Override
  public BrokerSubscription subscribe(
      SubscriptionName name, int window, Consumer<Delivery> receiver) {
    return broker.subscribe(name, window, receiver);
  }

  @Override
  public String address(SubscriptionName name) {
    return broker.address(name);
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName name) {
    return observer.waiting(name);
  }

  @Override
  public Future<Void> close() {
    return observer.close().eventually(broker::close);
  }
}
