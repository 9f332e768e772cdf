package dev.weft.gateway.call;

import io.vertx.core.Vertx;

/** One service as one event loop sees it: all calls to it share this. */
final class Upstream {
  private final Safeguards safeguards;
  private final ServiceMeters meters;
  private final Balancer balancer;
  private final RetryBudget budget;
  private final Breaker breaker;
  private final Bulkhead bulkhead;
  private final Coalescing coalescing = new Coalescing();

  Upstream(Vertx vertx, Safeguards safeguards, Balancer balancer, ServiceMeters meters) {
    this.safeguards = safeguards;
    this.meters = meters;
    this.balancer = balancer;
    this.budget = new RetryBudget(safeguards.retry(), System::nanoTime);
    this.breaker = new Breaker(safeguards.breaker(), System::nanoTime, meters);
    this.bulkhead = new Bulkhead(vertx, safeguards.bulkhead(), meters);
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
    return breaker;
  }

  Bulkhead bulkhead() {
    return bulkhead;
  }

  Coalescing coalescing() {
    return coalescing;
  }
}
