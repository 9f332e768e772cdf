package dev.weft.kit.messaging.amqp;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is, who asks, and how long to wait.
 *
 * @param brokers tried one after the other until one answers; messages must be the same in all of
 *     them
 * @param user null: by the certificate that {@code tls} shows, or anonymous
 * @param tls null: in the clear
 */
public record AmqpSettings(
    List<SocketAddress> brokers, @Nullable User user, @Nullable AmqpTls tls, AmqpTimes times) {

  /** A name that the broker knows, with its password. */
  public record User(String name, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return name;
    }
  }

  public AmqpSettings {
    brokers = List.copyOf(brokers);
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("there must be a broker");
    }
  }

  /** One broker, the usual times. */
  public static AmqpSettings of(String host, int port, @Nullable User user) {
    return new AmqpSettings(
        List.of(SocketAddress.inetSocketAddress(port, host)), user, null, AmqpTimes.DEFAULT);
  }

  /** One broker that asks nobody who they are. */
  public static AmqpSettings anonymous(String host, int port) {
    return of(host, port, null);
  }

  /** The same with another send time-out. */
  public AmqpSettings withSendTimeout(Duration timeout) {
    return new AmqpSettings(brokers, user, tls, times.withSend(timeout));
  }

  /** The same over TLS. */
  public AmqpSettings withTls(AmqpTls secured) {
    return new AmqpSettings(brokers, user, secured, times);
  }

  @Override
  public String toString() {
    return brokers.stream().map(SocketAddress::toString).collect(Collectors.joining(", "));
  }
}
