package dev.weft.gateway;

import dev.weft.gateway.edge.EdgeServer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns the configuration into the options of servers and clients. */
final class EdgeSettings {
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** What comes in one read goes on in one piece: Vert.x would cut it into pieces of 8 KB. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private EdgeSettings() {}

  static EdgeServer.Settings of(GatewayConfig config) {
    var limits = config.limits();
    return new EdgeServer.Settings(
        server(config),
        client(config),
        new PoolOptions()
            .setHttp1MaxSize(limits.connectionsPerInstance())
            .setMaxWaitQueueSize(limits.waitingPerInstance()),
        new EdgeServer.Limits(
            limits.body().bytes(),
            limits.jsonDepth(),
            limits.head(),
            limits.idle(),
            limits.compressFrom().bytes()),
        config.etag());
  }

  private static HttpServerOptions server(GatewayConfig config) {
    var limits = config.limits();
    return new HttpServerOptions()
        .setHost(config.http().host())
        .setPort(port(config.http().port()))
        .setTcpNoDelay(true)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxHeaderSize(limits.headers().toInt())
        .setMaxInitialLineLength(limits.uri().toInt())
        .setIdleTimeout(Math.toIntExact(limits.idle().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  private static HttpClientOptions client(GatewayConfig config) {
    var limits = config.limits();
    return new HttpClientOptions()
        .setTcpNoDelay(true)
        .setMaxHeaderSize(limits.headers().toInt())
        .setMaxChunkSize(CHUNK_BYTES)
        .setConnectTimeout(Math.toIntExact(limits.connect().toMillis()))
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
  }

  /**
   * A negative port stands for a free one that all event loops share; each gateway needs a number
   * of its own.
   */
  private static int port(int configured) {
    return configured == 0 ? -FREE_PORTS.incrementAndGet() : configured;
  }
}
