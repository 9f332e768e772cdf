package dev.weft.kit.http;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;

/**
 * Runs work on virtual threads, each with a Vert.x context of its own: calls that wait, and calls
 * that block, hold up nobody else.
 */
public final class VirtualThreads {

  private final VertxInternal vertx;

  public VirtualThreads(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /** The result comes back on the caller's context, if it is on one. */
  public <T> Future<T> call(Callable<T> work) {
    var here = vertx.getOrCreateContext();
    var result = here.<T>promise();
    vertx
        .contextBuilder()
        .withThreadingModel(ThreadingModel.VIRTUAL_THREAD)
        .withEventLoop(here.nettyEventLoop())
        .build()
        .runOnContext(
            _ -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.fail(e);
              }
            });
    return result.future();
  }
}
