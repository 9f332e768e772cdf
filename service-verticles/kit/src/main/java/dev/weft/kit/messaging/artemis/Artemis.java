package dev.weft.kit.messaging.artemis;

import dev.weft.kit.messaging.amqp.Dialect;
import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.proton.ProtonConnection;
import java.time.Duration;
import java.util.Optional;

/** Apache Artemis: a multicast address for each type, a durable queue for each subscription. */
public final class Artemis implements Dialect {

  @Override
  public String target(String address) {
    return address;
  }

  /** The name of the queue that no other address can be meant by. */
  @Override
  public String address(SubscriptionName subscription) {
    return subscription.type() + "::" + subscription.queue();
  }

  @Override
  public String source(SubscriptionName subscription) {
    return address(subscription);
  }

  @Override
  public String queue(SubscriptionName subscription) {
    return subscription.queue();
  }

  @Override
  public Queues queues(ProtonConnection connection) {
    return new ArtemisQueues(connection);
  }

  @Override
  public boolean releasesWhatNobodyTakes() {
    return false;
  }

  @Override
  public boolean answersClosedLinks() {
    return true;
  }

  @Override
  public Optional<Duration> renewsIdleAfter() {
    return Optional.empty();
  }
}
