package dev.weft.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Requests by endpoint, status and transport, with their time. */
public final class EndpointMetrics {

  /** The endpoint of a request that found none. */
  static final String NONE = "none";

  private final MeterRegistry meters;
  private final String service;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(Transport transport, String endpoint, int status) {}

  public EndpointMetrics(MeterRegistry meters, String service) {
    this.meters = meters;
    this.service = service;
  }

  void answered(Transport transport, String endpoint, int status, long nanos) {
    timers
        .computeIfAbsent(new Key(transport, endpoint, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder("weft.requests")
        .description("Time from a request to its answer")
        .tag("service", service)
        .tag("endpoint", key.endpoint)
        .tag("status", Integer.toString(key.status))
        .tag("transport", key.transport.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(meters);
  }
}
