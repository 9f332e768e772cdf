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
 * @param etag whether every answer gets an ETag; otherwise those do whose parts allow keeping them
 * @param edge what is asked of clients beside that
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
    @Default("false") boolean etag,
    @Default("2s") Duration reload,
    LimitsConfig limits,
    EdgeConfig edge,
    OpenApiConfig openapi,
    ServerTimingConfig serverTiming) {

  public GatewayConfig {
    known = List.copyOf(known);
    if (eventLoops < 0) {
      throw new IllegalArgumentException("event-loops must not be negative");
    }
  }

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
