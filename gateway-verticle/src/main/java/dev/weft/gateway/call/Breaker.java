package dev.weft.gateway.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a service alone that keeps failing (Nygard, "Release It!"). Closed, all calls go through;
 * open, none; after a while one call tries, and what comes of it closes the breaker or opens it
 * again. All event loops of a gateway share it. Thread-safe.
 */
final class Breaker {
  private final BreakerPolicy policy;
  private final LongSupplier clock;
  private final Listener listener;
  private final FailureWindow window;
  private volatile boolean open;
  private boolean probing;
  private boolean retired;
  private long until;
  private int inARow;

  /** Is told when a breaker opens and when it closes. */
  interface Listener {
    void opened();

    void closed();
  }

  Breaker(BreakerPolicy policy, LongSupplier clock, Listener listener) {
    this.policy = policy;
    this.clock = clock;
    this.listener = listener;
    this.window = new FailureWindow(policy.window(), clock.getAsLong());
  }

  Call around(Call call) {
    return request -> send(call, request);
  }

  private Future<CallResult> send(Call call, CallRequest request) {
    // A breaker that is closed lets calls through without a lock.
    var permit = open ? permit() : new Permit(this, true, false);
    return permit.isGranted()
        ? Sent.by(() -> call.send(request)).onComplete(permit::settle)
        : Future.succeededFuture(new CallResult.NotTried(CallFailure.BREAKER_OPEN, left()));
  }

  BreakerPolicy policy() {
    return policy;
  }

  /** Leave for one call, which must be settled whatever comes of it. */
  synchronized Permit permit() {
    boolean always = !open || !policy.enabled();
    boolean probes = !always && mayProbe();
    return new Permit(this, always || probes, probes);
  }

  /** Whether calls are let through. */
  boolean isClosed() {
    return !open;
  }

  /** Asked when it is open. */
  synchronized boolean mayProbe() {
    if (probing || until - clock.getAsLong() > 0) {
      return false;
    }
    probing = true;
    return true;
  }

  /** How long until the next call is let through; never nothing. */
  synchronized Duration left() {
    long nanos = until - clock.getAsLong();
    return nanos > 0 ? Duration.ofNanos(nanos) : policy.open();
  }

  /** What came of a call that was let through while the breaker was closed. */
  synchronized void note(Verdict verdict) {
    if (open || verdict == Verdict.NONE || !policy.enabled()) {
      return;
    }
    boolean failed = verdict == Verdict.FAILING;
    inARow = failed ? inARow + 1 : 0;
    window.add(failed, clock.getAsLong());
    if (failed && (inARow >= policy.failures() || isRatioReached())) {
      open();
      if (!retired) {
        listener.opened();
      }
    }
  }

  private boolean isRatioReached() {
    return window.calls() >= policy.calls() && window.failures() >= policy.ratio() * window.calls();
  }

  /** What came of the one call; when it came to nothing, another has to try. */
  synchronized void probed(Verdict verdict) {
    probing = false;
    if (!open) {
      return;
    }
    if (verdict == Verdict.FAILING) {
      open();
    } else if (verdict == Verdict.HEALTHY) {
      open = false;
      inARow = 0;
      window.clear();
      if (!retired) {
        listener.closed();
      }
    }
  }

  /** Another one stands in its place: what still comes of its calls is told to nobody. */
  synchronized void retire() {
    if (open && !retired) {
      listener.closed();
    }
    retired = true;
  }

  private void open() {
    open = true;
    until = clock.getAsLong() + policy.open().toNanos();
  }
}
