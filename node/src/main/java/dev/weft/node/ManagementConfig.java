package dev.weft.node;

import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;
import dev.weft.node.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Where the management port listens.
 *
 * @param port 0 takes a free one
 * @param token opens what the parts of the process answer there; health and metrics need none
 */
public record ManagementConfig(
    @Default("127.0.0.1") String host, int port, @Nullable Secret token) {

  private static final int SHORTEST = 16;

  public ManagementConfig {
    PortNumber.check("port", port);
    if (token != null && token.value().length() < SHORTEST) {
      throw new IllegalArgumentException("token must have at least 16 characters");
    }
  }

  /** Without a token. */
  public ManagementConfig(String host, int port) {
    this(host, port, null);
  }
}
