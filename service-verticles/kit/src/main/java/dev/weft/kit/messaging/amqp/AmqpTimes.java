package dev.weft.kit.messaging.amqp;

import java.time.Duration;

/**
 * How long to wait for a broker.
 *
 * @param heartbeat how often an idle connection says that it is alive; a silent peer is given up
 *     after twice that
 * @param send after which a message without an answer counts as lost
 * @param reconnectLeast pause after the first failure, doubled with each further one
 */
public record AmqpTimes(
    Duration connect,
    Duration heartbeat,
    Duration send,
    Duration reconnectLeast,
    Duration reconnectMost) {

  /** What suits most networks. */
  public static final AmqpTimes DEFAULT =
      new AmqpTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  AmqpTimes withSend(Duration timeout) {
    return new AmqpTimes(connect, heartbeat, timeout, reconnectLeast, reconnectMost);
  }
}
