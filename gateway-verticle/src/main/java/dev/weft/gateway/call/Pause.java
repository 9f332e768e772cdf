package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Waits a while before a call goes on, unless the call is ended meanwhile. */
final class Pause implements Cancellation.Running {
  private final Vertx vertx;
  private final CallRequest request;
  private final Supplier<Future<CallResult>> next;
  private final Promise<CallResult> promise = Promise.promise();
  private long timer;

  private Pause(Vertx vertx, CallRequest request, Supplier<Future<CallResult>> next) {
    this.vertx = vertx;
    this.request = request;
    this.next = next;
  }

  static Future<CallResult> before(
      Vertx vertx, long millis, CallRequest request, Supplier<Future<CallResult>> next) {
    var pause = new Pause(vertx, request, next);
    request.cancellation().add(pause);
    pause.timer = vertx.setTimer(millis, _ -> pause.over());
    return pause.promise.future();
  }

  private void over() {
    request.cancellation().remove(this);
    Sent.by(next).onComplete(promise);
  }

  @Override
  public void end(CallFailure cause) {
    if (vertx.cancelTimer(timer)) {
      promise.complete(cause);
    }
  }
}
