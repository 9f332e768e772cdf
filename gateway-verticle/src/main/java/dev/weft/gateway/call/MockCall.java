package dev.weft.gateway.call;

import dev.weft.gateway.plan.Mock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Answers in place of a service that is not there yet. */
final class MockCall implements Call {
  private final Vertx vertx;
  private final Mock mock;

  MockCall(Vertx vertx, Mock mock) {
    this.vertx = vertx;
    this.mock = mock;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    var cause = request.cancellation().cause();
    if (cause != null) {
      return Future.succeededFuture(cause);
    }
    var answer =
        new CallResult.Answered(mock.status(), MultiMap.caseInsensitiveMultiMap(), mock.body());
    return mock.delay().isZero() ? Future.succeededFuture(answer) : later(request, answer);
  }

  private Future<CallResult> later(CallRequest request, CallResult answer) {
    Promise<CallResult> promise = Promise.promise();
    Cancellation.Running running = promise::tryComplete;
    request.cancellation().add(running);
    long timer = vertx.setTimer(mock.delay().toMillis(), _ -> promise.tryComplete(answer));
    return promise
        .future()
        .onComplete(
            _ -> {
              vertx.cancelTimer(timer);
              request.cancellation().remove(running);
            });
  }
}
