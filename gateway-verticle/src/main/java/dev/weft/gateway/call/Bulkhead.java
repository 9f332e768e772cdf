package dev.weft.gateway.call;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls to one service be in flight, and so many wait for their turn, so that a
 * service that hangs takes nothing from the others. All event loops of a gateway share it, so that
 * what is configured is what the service sees; each call stays on its own event loop. Thread-safe.
 */
final class Bulkhead {
  private final BulkheadPolicy policy;
  private final Queue queue;
  private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
  private int inFlight;

  /** Is told when calls begin and cease to wait. */
  interface Queue {
    void joined();

    void left();
  }

  Bulkhead(BulkheadPolicy policy, Queue queue) {
    this.policy = policy;
    this.queue = queue;
  }

  BulkheadPolicy policy() {
    return policy;
  }

  Call around(Vertx vertx, Call call) {
    return request -> send(vertx, call, request);
  }

  private Future<CallResult> send(Vertx vertx, Call call, CallRequest request) {
    Waiting one = null;
    synchronized (this) {
      if (inFlight < policy.calls()) {
        inFlight++;
      } else if (waiting.size() < policy.queue()) {
        one = new Waiting(vertx, call, request);
        waiting.add(one);
      } else {
        return Future.succeededFuture(CallFailure.QUEUE_FULL);
      }
    }
    return one == null ? begin(call, request) : one.join();
  }

  private Future<CallResult> begin(Call call, CallRequest request) {
    return Sent.by(() -> call.send(request)).onComplete(_ -> ended());
  }

  /** Whoever waits longest takes the place of a call that has ended. */
  private void ended() {
    var next = next();
    if (next != null) {
      next.context.runOnContext(_ -> next.start());
    }
  }

  private synchronized @Nullable Waiting next() {
    if (waiting.isEmpty()) {
      inFlight--;
      return null;
    }
    return waiting.removeFirst();
  }

  private synchronized boolean remove(Waiting one) {
    return waiting.remove(one);
  }

  /** One call that waits. Its own event loop runs all of it. */
  private final class Waiting implements Cancellation.Running {
    private final Vertx vertx;
    private final Context context;
    private final Call call;
    private final CallRequest request;
    private final Promise<CallResult> promise = Promise.promise();
    private long timer;
    private boolean left;

    Waiting(Vertx vertx, Call call, CallRequest request) {
      this.vertx = vertx;
      this.context = vertx.getOrCreateContext();
      this.call = call;
      this.request = request;
    }

    Future<CallResult> join() {
      queue.joined();
      request.cancellation().add(this);
      timer = vertx.setTimer(policy.patience().toMillis(), _ -> end(CallFailure.QUEUE_FULL));
      return promise.future();
    }

    /** It has a place; one that gave up on the way to it passes it on. */
    void start() {
      if (left) {
        ended();
      } else {
        leave();
        begin(call, request).onComplete(promise);
      }
    }

    @Override
    public void end(CallFailure cause) {
      if (!left) {
        remove(this);
        leave();
        promise.complete(
            cause == CallFailure.TIMED_OUT
                ? new CallResult.NotTried(cause, Duration.ZERO) // the service was never asked
                : cause);
      }
    }

    private void leave() {
      left = true;
      vertx.cancelTimer(timer);
      request.cancellation().remove(this);
      queue.left();
    }
  }
}
