package dev.weft.gateway;

import dev.weft.node.NodeConfig;
import dev.weft.node.config.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's process file, {@code conf/gateway.yaml}.
 *
 * @param routes directory of the routes
 * @param services directory of what is set for services; absent: all register themselves
 * @param known services that register themselves; naming them here lets a misspelt one be found
 * @param callToken absent: no call token is sent
 * @param eventLoops how many threads serve requests; 0: one for each processor
 * @param reload how often route and service files are looked at for changes; zero: never
 */
public record GatewayConfig(
    NodeConfig node,
    HttpConfig http,
    Path routes,
    @Nullable Path services,
    List<String> known,
    @Nullable CallTokenConfig callToken,
    @Default("0") int eventLoops,
    @Default("2s") Duration reload,
    LimitsConfig limits) {

  public GatewayConfig {
    known = List.copyOf(known);
    if (eventLoops < 0) {
      throw new IllegalArgumentException("event-loops must not be negative");
    }
  }

  /**
   * Where clients connect.
   *
   * @param port 0: any that is free
   */
  public record HttpConfig(@Default("0.0.0.0") String host, @Default("8080") int port) {}

  /**
   * How services know the gateway.
   *
   * @param key the private key, needed unless no token is sent
   * @param life how long a token is good
   */
  public record CallTokenConfig(
      @Default("true") boolean send, @Nullable Path key, @Default("5m") Duration life) {
    public CallTokenConfig {
      if (send && key == null) {
        throw new IllegalArgumentException("needs a key, or send: false");
      }
    }
  }

  int instances() {
    return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
  }
}
