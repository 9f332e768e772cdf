package dev.weft.kit.messaging.amqp;

import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.proton.ProtonConnection;
import java.time.Duration;
import java.util.Optional;

/** What a kind of broker does in a way of its own, although it speaks AMQP 1.0. */
public interface Dialect {

  /** Where a link leads that sends to a type's name, or to a subscription's address. */
  String target(String address);

  /** What a sender calls one subscription alone; not the name of any type. */
  String address(SubscriptionName subscription);

  /** Where a link comes from that reads a subscription. */
  String source(SubscriptionName subscription);

  /** The subscription's queue, as the broker's operator knows it. */
  String queue(SubscriptionName subscription);

  /** The broker's queues, by way of a new connection. */
  Queues queues(ProtonConnection connection);

  /**
   * Whether {@code released} says that no queue takes the message: else it says that the broker has
   * no time for it.
   */
  boolean releasesWhatNobodyTakes();

  /**
   * Whether it answers the closing of a reading link. Then that goes before the end of the session,
   * and gives back what was not settled; else the end of the session does.
   */
  boolean answersClosedLinks();

  /**
   * After how long without a message a reader attaches anew, where the broker does not tell when a
   * queue goes away under it.
   */
  Optional<Duration> renewsIdleAfter();
}
