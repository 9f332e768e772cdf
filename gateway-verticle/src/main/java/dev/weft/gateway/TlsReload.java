package dev.weft.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes new certificates while the gateway runs: connections that are open stay as they are, new
 * ones see the new certificate. Files that do not fit together change nothing. For one thread.
 */
final class TlsReload {
  private static final Logger log = LoggerFactory.getLogger(TlsReload.class);

  private final Vertx vertx;
  private final HttpConfig.TlsConfig config;
  private final Supplier<HttpServer> server;
  private TlsFiles seen;

  private TlsReload(Vertx vertx, HttpConfig.TlsConfig config, Supplier<HttpServer> server) {
    this.vertx = vertx;
    this.config = config;
    this.server = server;
    this.seen = TlsFiles.read(config);
  }

  static void start(Vertx vertx, HttpConfig.TlsConfig config, Supplier<HttpServer> server) {
    var reload = new TlsReload(vertx, config, server);
    vertx.setPeriodic(config.reload().toMillis(), _ -> reload.look());
  }

  private void look() {
    vertx
        .executeBlocking(() -> TlsFiles.read(config))
        .compose(this::changed)
        .onFailure(why -> log.warn("the TLS files were not taken: {}", why.toString()));
  }

  private Future<Void> changed(TlsFiles now) {
    if (now.equals(seen)) {
      return Future.succeededFuture();
    }
    seen = now;
    return server
        .get()
        .updateSSLOptions(now.options(), true)
        .onSuccess(_ -> log.info("new TLS files are in use"))
        .mapEmpty();
  }
}
