package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Ends a call that takes longer than its own time-out. */
final class TimeLimit implements Call {
  private final Vertx vertx;
  private final Duration limit;
  private final Call call;

  TimeLimit(Vertx vertx, Duration limit, Call call) {
    this.vertx = vertx;
    this.limit = limit;
    this.call = call;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    var inner = new Cancellation();
    Cancellation.Running both = inner::cancel;
    request.cancellation().add(both);
    long timer = vertx.setTimer(limit.toMillis(), _ -> inner.cancel(CallFailure.TIMED_OUT));
    var result = call.send(request.within(request.deadline().orIn(limit), inner));
    result.onComplete(
        _ -> {
          vertx.cancelTimer(timer);
          request.cancellation().remove(both);
        });
    return result;
  }
}
