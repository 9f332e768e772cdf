package dev.weft.node.trace;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Makes every Vertx keep room for a trace on its contexts. Found by the service loader. */
public final class TraceBootstrap implements VertxServiceProvider {

  @Override
  public void init(VertxBootstrap bootstrap) {
    // The static field registers itself when its class is loaded.
    var _ = Traces.LOCAL;
  }
}
