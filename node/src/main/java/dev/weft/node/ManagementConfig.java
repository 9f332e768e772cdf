package dev.weft.node;

import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;

/**
 * Where the management port listens.
 *
 * @param port 0 takes a free one
 */
public record ManagementConfig(@Default("127.0.0.1") String host, int port) {

  public ManagementConfig {
    PortNumber.check("port", port);
  }
}
