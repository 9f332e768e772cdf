package dev.weft.gateway;

import io.vertx.core.Future;

/** A gateway that runs. Safe for all threads. */
public interface GatewayHandle {
  /** The port clients connect to, also when 0 was configured. */
  int port();

  /**
   * Takes nothing new, finishes what is in flight, then closes. Stopping again gives the same
   * future.
   */
  Future<Void> stop();
}
