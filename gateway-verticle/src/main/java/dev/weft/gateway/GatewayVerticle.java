package dev.weft.gateway;

import dev.weft.gateway.edge.EdgeServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.IntConsumer;

/**
 * One event loop's share of the gateway: its own server, its own connections to services, nothing
 * shared that changes.
 */
final class GatewayVerticle extends VerticleBase {
  private final EdgeServer.Settings settings;
  private final EdgeServer.Shared shared;
  private final IntConsumer listening;

  GatewayVerticle(EdgeServer.Settings settings, EdgeServer.Shared shared, IntConsumer listening) {
    this.settings = settings;
    this.shared = shared;
    this.listening = listening;
  }

  @Override
  public Future<?> start() {
    return EdgeServer.start(vertx, settings, shared).onSuccess(listening::accept);
  }
}
