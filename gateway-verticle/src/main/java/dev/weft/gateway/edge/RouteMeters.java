package dev.weft.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times the answers of one route by status: {@code weft_gateway_requests_seconds}. For
 * one event loop.
 */
final class RouteMeters {
  private final MeterRegistry registry;
  private final String route;
  private int[] statuses = {};
  private Timer[] timers = {};

  RouteMeters(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
  }

  String route() {
    return route;
  }

  void record(int status, long nanos) {
    timer(status).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    for (int i = 0; i < statuses.length; i++) {
      if (statuses[i] == status) {
        return timers[i];
      }
    }
    int last = statuses.length;
    statuses = Arrays.copyOf(statuses, last + 1);
    timers = Arrays.copyOf(timers, last + 1);
    statuses[last] = status;
    timers[last] =
        Timer.builder("weft.gateway.requests")
            .description("answers to clients")
            .tag("route", route)
            .tag("status", Integer.toString(status))
            .register(registry);
    return timers[last];
  }
}
