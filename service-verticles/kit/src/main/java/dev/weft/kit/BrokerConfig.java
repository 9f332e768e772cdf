package dev.weft.kit;

import dev.weft.node.config.Default;

/** The AMQP 1.0 broker, key {@code broker}. The user may send and receive what the service does. */
public record BrokerConfig(
    @Default("127.0.0.1") String host, @Default("5672") int port, String user, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
