package dev.weft.kit.messaging;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerState;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** A real broker with somebody on the road who sees every delivery come and its settlement go. */
public record Road(Broker broker, Watcher watcher) implements Broker {

  /** What is done on the road. */
  public interface Watcher {

    /** A delivery has arrived. */
    default void arrived() {}

    /** A delivery is to be settled by this. */
    void settling(Runnable settle);
  }

  private record Watched(Delivery delivery, Watcher watcher) implements Delivery {

    @Override
    public AmqpContent content() {
      return delivery.content();
    }

    @Override
    public boolean live() {
      return delivery.live();
    }

    @Override
    public void settle() {
      watcher.settling(delivery::settle);
    }
  }

  @Override
  public void start() {
    broker.start();
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
    return broker.subscribe(
        name,
        window,
        delivery -> {
          watcher.arrived();
          receiver.accept(new Watched(delivery, watcher));
        });
  }

  @Override
  public String address(SubscriptionName name) {
    return broker.address(name);
  }

  @Override
  public Future<Void> close() {
    return broker.close();
  }
}
