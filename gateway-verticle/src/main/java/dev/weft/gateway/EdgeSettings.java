package dev.weft.gateway;

import dev.weft.gateway.edge.EdgeServer;
import dev.weft.node.http.FreePort;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Turns the configuration into the options of servers and clients. */
final class EdgeSettings {
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** What comes in one read goes on in one piece: Vert.x would cut it into pieces of 8 KB. */
  private static final int CHUNK_BYTES = 64 * 1024;

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
            limits.bodyTime(),
            limits.idle(),
            limits.compressFrom().bytes()),
        config.etag());
  }

  private static HttpServerOptions server(GatewayConfig config) {
    var limits = config.limits();
    var options = new HttpServerOptions();
    var tls = config.http().tls();
    if (tls != null) {
      TlsFiles.read(tls).applyTo(options);
      options.setUseAlpn(config.http().http2());
    }
    var settings =
        new Http2Settings()
            .setMaxConcurrentStreams(limits.streams())
            .setMaxHeaderListSize(limits.headers().toInt());
    return options
        .setInitialSettings(settings)
        .setUseProxyProtocol(config.http().proxyProtocol())
        .setHost(config.http().host())
        .setPort(FreePort.of(config.http().port()))
        .setTcpNoDelay(true)
        .setHttp2ClearTextEnabled(config.http().http2ClearText())
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
}
