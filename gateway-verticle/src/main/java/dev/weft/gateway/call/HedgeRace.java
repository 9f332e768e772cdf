package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Two tries of one call, the second a while after the first. For one event loop; used once. */
final class HedgeRace implements Cancellation.Running {
  private final Vertx vertx;
  private final CallRequest request;
  private final Tries tries;
  private final Hedging hedging;
  private final Promise<CallResult> promise = Promise.promise();
  private final Cancellation first = new Cancellation();
  private @Nullable Cancellation second;
  private long timer;
  private int open;
  private boolean over;

  HedgeRace(Vertx vertx, CallRequest request, Tries tries, Hedging hedging) {
    this.vertx = vertx;
    this.request = request;
    this.tries = tries;
    this.hedging = hedging;
  }

  Future<CallResult> start(long delayMillis) {
    request.cancellation().add(this);
    timer = vertx.setTimer(delayMillis, _ -> hedge());
    run(first);
    return promise.future();
  }

  private void run(Cancellation cancellation) {
    open++;
    hedging
        .attempt(request.within(cancellation), tries)
        .onSuccess(result -> ended(cancellation, result))
        .onFailure(this::lost);
  }

  private void hedge() {
    if (!over && hedging.isAllowed(request, tries)) {
      hedging.hedged();
      second = new Cancellation();
      run(second);
    }
  }

  /** A failure is no winner while the other may still answer. */
  private void ended(Cancellation own, CallResult result) {
    open--;
    if (over || (open > 0 && Verdict.of(result) != Verdict.HEALTHY)) {
      return;
    }
    boolean hedgeWon = second != null && own != first;
    finish(result, CallFailure.CANCELLED);
    if (hedgeWon) {
      hedging.won();
    }
  }

  @Override
  public void end(CallFailure cause) {
    finish(cause, cause);
  }

  private void lost(Throwable mistake) {
    if (!over) {
      leave(CallFailure.CANCELLED);
      promise.fail(mistake);
    }
  }

  private void finish(CallResult result, CallFailure forTheOther) {
    if (!over) {
      leave(forTheOther);
      promise.complete(result);
    }
  }

  private void leave(CallFailure forTheOther) {
    over = true;
    vertx.cancelTimer(timer);
    request.cancellation().remove(this);
    first.cancel(forTheOther);
    if (second != null) {
      second.cancel(forTheOther);
    }
  }
}
