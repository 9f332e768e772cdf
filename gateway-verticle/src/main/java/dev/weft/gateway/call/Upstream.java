package dev.weft.gateway.call;

/** One service as one event loop sees it: all calls to it share this. */
final class Upstream {
  private final Safeguards safeguards;
  private final ServiceMeters meters;
  private final Balancer balancer;
  private final RetryBudget budget;
  private final ServiceGuards.Guards guards;
  private final Coalescing coalescing = new Coalescing();

  Upstream(
      Safeguards safeguards, Balancer balancer, ServiceGuards.Guards guards, ServiceMeters meters) {
    this.safeguards = safeguards;
    this.meters = meters;
    this.balancer = balancer;
    this.budget = new RetryBudget(safeguards.retry(), System::nanoTime);
    this.guards = guards;
  }

  Safeguards safeguards() {
    return safeguards;
  }

  ServiceMeters meters() {
    return meters;
  }

  Balancer balancer() {
    return balancer;
  }

  RetryBudget budget() {
    return budget;
  }

  Breaker breaker() {
    return guards.breaker();
  }

  Bulkhead bulkhead() {
    return guards.bulkhead();
  }

  Coalescing coalescing() {
    return coalescing;
  }
}
