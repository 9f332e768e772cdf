package dev.weft.kit;

import dev.weft.node.NodeConfig;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of a service.
 *
 * @param broker may be absent for a service with no messages
 * @param keys may be absent when no message of the service is encrypted
 */
public record ServiceConfig(
    NodeConfig node,
    HttpConfig http,
    DatabaseConfig database,
    @Nullable BrokerConfig broker,
    CallTokenConfig callToken,
    MessagesConfig messages,
    @Nullable KeysConfig keys) {

  /** With the usual treatment of messages, and without keys. */
  public ServiceConfig(
      NodeConfig node,
      HttpConfig http,
      DatabaseConfig database,
      @Nullable BrokerConfig broker,
      CallTokenConfig callToken) {
    this(node, http, database, broker, callToken, MessagesConfig.USUAL, null);
  }
}
