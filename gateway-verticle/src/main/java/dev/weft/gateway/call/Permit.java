package dev.weft.gateway.call;

import io.vertx.core.AsyncResult;
import java.time.Duration;

/**
 * Leave to ask a service, or the word that it is left alone for a while. Whoever was let through
 * must tell what came of it, once. Used by one event loop, while all of them share the breaker.
 */
public final class Permit {
  private final Breaker breaker;
  private final boolean granted;
  private final boolean probes;
  private boolean settled;

  Permit(Breaker breaker, boolean granted, boolean probes) {
    this.breaker = breaker;
    this.granted = granted;
    this.probes = probes;
  }

  public boolean isGranted() {
    return granted;
  }

  /** How long until asking may help. */
  public Duration retryAfter() {
    return breaker.left();
  }

  /** The service answered. */
  public void answered(int status) {
    settle(Verdict.of(status));
  }

  /** The service did not answer. */
  public void failed(CallFailure failure) {
    settle(Verdict.of(failure));
  }

  /** A call ended; one that failed by a mistake of the gateway says nothing of the service. */
  void settle(AsyncResult<CallResult> ended) {
    settle(ended.succeeded() ? Verdict.of(ended.result()) : Verdict.NONE);
  }

  private void settle(Verdict verdict) {
    if (!granted || settled) {
      return;
    }
    settled = true;
    if (probes) {
      breaker.probed(verdict);
    } else {
      breaker.note(verdict);
    }
  }
}
