package dev.weft.kit.messaging.rabbitmq;

import dev.weft.kit.messaging.amqp.Dialect;
import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.proton.ProtonConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * RabbitMQ: a topic exchange for each type, a durable queue for each subscription. A queue is bound
 * by {@link Topology#ALL} and by the name of its service, so that a message can be sent to it
 * alone.
 */
public final class RabbitMq implements Dialect {

  private static final Duration RENEWAL = Duration.ofSeconds(5);

  /** How the addresses of a link are written. */
  public enum Addresses {

    /** RabbitMQ 3 with its plug-in {@code rabbitmq_amqp1_0}. */
    V1("/exchange/%s/%s", "/amq/queue/%s"),

    /** RabbitMQ 4. */
    V2("/exchanges/%s/%s", "/queues/%s");

    private final String exchange;
    private final String queue;

    Addresses(String exchange, String queue) {
      this.exchange = exchange;
      this.queue = queue;
    }
  }

  private final Addresses addresses;
  private final Queues queues;

  /**
   * How to speak to a RabbitMQ.
   *
   * @param queues what makes and counts queues, which AMQP 1.0 can not do here
   */
  public RabbitMq(Addresses addresses, Queues queues) {
    this.addresses = addresses;
    this.queues = queues;
  }

  @Override
  public String target(String address) {
    return address.startsWith("/") ? address : exchange(address, Topology.ALL);
  }

  @Override
  public String address(SubscriptionName subscription) {
    return exchange(subscription.type(), subscription.service());
  }

  @Override
  public String source(SubscriptionName subscription) {
    return addresses.queue.formatted(encoded(subscription.queue()));
  }

  @Override
  public String queue(SubscriptionName subscription) {
    return subscription.queue();
  }

  @Override
  public Queues queues(ProtonConnection connection) {
    return queues;
  }

  /** Version 3 accepts what nobody takes: there the exchange has an alternate one for it. */
  @Override
  public boolean releasesWhatNobodyTakes() {
    return true;
  }

  /** Between the two a waiting reader would be given what comes later. */
  @Override
  public boolean answersClosedLinks() {
    return false;
  }

  /** Version 3 tells a reader nothing when its queue is deleted. */
  @Override
  public Optional<Duration> renewsIdleAfter() {
    return addresses == Addresses.V1 ? Optional.of(RENEWAL) : Optional.empty();
  }

  private String exchange(String type, String key) {
    return addresses.exchange.formatted(encoded(type), encoded(key));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
