package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes a call again when the try before says that this may help: to another instance first, within
 * the service's budget, and never when the pause before it would outlast the deadline.
 */
final class Retrying implements Call {
  private static final int LONGEST_DOUBLING = 10;

  private final Vertx vertx;
  private final Upstream upstream;
  private final RetryPolicy policy;
  private final Attempt attempt;

  Retrying(Vertx vertx, Upstream upstream, Attempt attempt) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.policy = upstream.safeguards().retry();
    this.attempt = attempt;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    upstream.budget().deposit();
    var tries = new Tries();
    return attempt.send(request, tries).compose(result -> maybeAgain(request, tries, result, 1));
  }

  private Future<CallResult> maybeAgain(
      CallRequest request, Tries tries, CallResult result, int made) {
    if (made >= policy.attempts() || !mayHelp(request, result)) {
      return Future.succeededFuture(result);
    }
    var cause = request.cancellation().cause();
    if (cause != null) {
      return Future.succeededFuture(cause);
    }
    boolean elsewhere = upstream.balancer().hasUntried(tries.targets());
    long pause = pause(result, made, elsewhere);
    if (pause >= request.deadline().leftMillis() || !upstream.budget().withdraw()) {
      return Future.succeededFuture(result);
    }
    upstream.meters().retried();
    if (!elsewhere) {
      tries.startOver();
      tries.fresh(result == CallFailure.RESET);
    }
    return pause == 0
        ? again(request, tries, made)
        : Pause.before(vertx, pause, request, () -> again(request, tries, made));
  }

  private Future<CallResult> again(CallRequest request, Tries tries, int made) {
    return attempt
        .send(request, tries)
        .compose(result -> maybeAgain(request, tries, result, made + 1));
  }

  private static boolean mayHelp(CallRequest request, CallResult result) {
    return switch (result) {
      case CallFailure failure ->
          failure == CallFailure.REFUSED || (failure == CallFailure.RESET && request.isRead());
      case CallResult.Answered answered ->
          answered.status() >= 502 && answered.status() <= 504 && request.isRead();
      case CallResult.NotTried _ -> false;
    };
  }

  /**
   * A connection that broke says nothing of the instance: it may have been idle too long. When an
   * instance says how long to stay away, that holds for itself and not for another.
   */
  private long pause(CallResult result, int made, boolean elsewhere) {
    if (result == CallFailure.RESET && made == 1) {
      return 0;
    }
    long most = policy.pause().toMillis() << Math.min(made - 1, LONGEST_DOUBLING);
    long jittered = most - ThreadLocalRandom.current().nextLong(most / 2 + 1);
    return result instanceof CallResult.Answered answered && !elsewhere
        ? Math.max(jittered, RetryAfter.millis(answered.headers()))
        : jittered;
  }
}
