package dev.weft.kit;

import dev.weft.node.NodeConfig;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of a service.
 *
 * @param broker may be absent for a service with no messages
 */
public record ServiceConfig(
    NodeConfig node,
    HttpConfig http,
    DatabaseConfig database,
    @Nullable BrokerConfig broker,
    CallTokenConfig callToken,
    MessagesConfig messages) {

  /** With the usual treatment of messages. */
  public ServiceConfig(
      NodeConfig node,
      HttpConfig http,
      DatabaseConfig database,
      @Nullable BrokerConfig broker,
      CallTokenConfig callToken) {
    this(node, http, database, broker, callToken, MessagesConfig.USUAL);
  }
}
