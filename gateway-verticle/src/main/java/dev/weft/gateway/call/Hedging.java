package dev.weft.gateway.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Asks another instance too when the first takes longer than such calls usually do; whoever answers
 * first is taken, and the other is cancelled (Dean and Barroso, "The Tail at Scale", 2013). Reads
 * only.
 */
final class Hedging implements Attempt {
  private final Vertx vertx;
  private final Upstream upstream;
  private final HedgePolicy policy;
  private final Attempt attempt;
  private final LatencyEstimate usual;

  Hedging(Vertx vertx, Upstream upstream, Attempt attempt) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.policy = upstream.safeguards().hedge();
    this.attempt = attempt;
    this.usual = new LatencyEstimate(policy.quantile());
  }

  @Override
  public Future<CallResult> send(CallRequest request, Tries tries) {
    if (!request.isRead()) {
      return attempt.send(request, tries);
    }
    long began = System.nanoTime();
    var sent = usual.isKnown() ? race(request, tries) : attempt.send(request, tries);
    return sent.onSuccess(result -> note(result, System.nanoTime() - began));
  }

  private Future<CallResult> race(CallRequest request, Tries tries) {
    long delay = Math.max(policy.least().toMillis(), usual.value().toMillis() + 1);
    return new HedgeRace(vertx, request, tries, this).start(delay);
  }

  private void note(CallResult result, long nanos) {
    if (Verdict.of(result) == Verdict.HEALTHY) {
      usual.add(nanos);
    }
  }

  Future<CallResult> attempt(CallRequest request, Tries tries) {
    return Sent.by(() -> attempt.send(request, tries));
  }

  /** Whether there is another instance, and a second try may be made now. */
  boolean isAllowed(CallRequest request, Tries tries) {
    return request.deadline().leftMillis() > 0
        && upstream.balancer().hasUntried(tries.targets())
        && upstream.budget().withdraw();
  }

  void hedged() {
    upstream.meters().hedged();
  }

  void won() {
    upstream.meters().hedgeWon();
  }
}
