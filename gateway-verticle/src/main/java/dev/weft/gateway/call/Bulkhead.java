package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;

/**
 * Lets so many calls to one service be in flight, and so many wait for their turn, so that a
 * service that hangs takes nothing from the others. For one event loop.
 */
final class Bulkhead {
  private final Vertx vertx;
  private final BulkheadPolicy policy;
  private final Queue queue;
  private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
  private int inFlight;
  private boolean starting;

  /** Is told when calls begin and cease to wait. */
  interface Queue {
    void joined();

    void left();
  }

  Bulkhead(Vertx vertx, BulkheadPolicy policy, Queue queue) {
    this.vertx = vertx;
    this.policy = policy;
    this.queue = queue;
  }

  Call around(Call call) {
    return request -> send(call, request);
  }

  private Future<CallResult> send(Call call, CallRequest request) {
    if (inFlight < policy.calls()) {
      return begin(call, request);
    }
    if (waiting.size() >= policy.queue()) {
      return Future.succeededFuture(CallFailure.QUEUE_FULL);
    }
    var one = new Waiting(call, request);
    one.join();
    return one.promise.future();
  }

  private Future<CallResult> begin(Call call, CallRequest request) {
    inFlight++;
    return call.send(request).onSuccess(_ -> ended());
  }

  /** A call that ends while others are being started must not start more below them. */
  private void ended() {
    inFlight--;
    if (starting) {
      return;
    }
    starting = true;
    while (inFlight < policy.calls() && !waiting.isEmpty()) {
      waiting.getFirst().start();
    }
    starting = false;
  }

  private final class Waiting implements Cancellation.Running {
    private final Call call;
    private final CallRequest request;
    private final Promise<CallResult> promise = Promise.promise();
    private long timer;

    Waiting(Call call, CallRequest request) {
      this.call = call;
      this.request = request;
    }

    void join() {
      waiting.add(this);
      queue.joined();
      request.cancellation().add(this);
      timer = vertx.setTimer(policy.patience().toMillis(), _ -> end(CallFailure.QUEUE_FULL));
    }

    void start() {
      if (leave()) {
        begin(call, request).onComplete(promise);
      }
    }

    @Override
    public void end(CallFailure cause) {
      if (leave()) {
        promise.complete(cause);
      }
    }

    private boolean leave() {
      if (!waiting.remove(this)) {
        return false;
      }
      vertx.cancelTimer(timer);
      request.cancellation().remove(this);
      queue.left();
      return true;
    }
  }
}
