package dev.weft.gateway.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens around the calls to one service, on all event loops. Thread-safe. */
final class ServiceMeters implements Breaker.Listener, Bulkhead.Queue {
  private final MeterRegistry registry;
  private final String service;
  private final Counter retries;
  private final Counter hedges;
  private final Counter hedgesWon;
  private final Counter ejections;
  private final Counter coalesced;
  private final EnumMap<CacheUse, Counter> cache = new EnumMap<>(CacheUse.class);
  private final LongAdder open = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  ServiceMeters(MeterRegistry registry, String service) {
    this.registry = registry;
    this.service = service;
    this.retries = counter("weft.gateway.retries", "calls made again");
    this.hedges = counter("weft.gateway.hedges", "calls asked of another instance as well");
    this.hedgesWon = counter("weft.gateway.hedges.won", "those where the other answered first");
    this.ejections = counter("weft.gateway.ejections", "instances left out for a while");
    this.coalesced = counter("weft.gateway.coalesced", "calls that shared another one's request");
    for (var use : CacheUse.values()) {
      cache.put(
          use,
          Counter.builder("weft.gateway.cache")
              .description("reads of a service whose answers are kept")
              .tag("service", service)
              .tag("result", use.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    gauge("weft.gateway.breakers.open", "whether the service is left alone: 1, or 0", open);
    gauge("weft.gateway.calls.waiting", "calls that wait for others to end", waiting);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag("service", service)
        .register(registry);
  }

  private void gauge(String name, String description, LongAdder value) {
    Gauge.builder(name, value, LongAdder::sum)
        .description(description)
        .tag("service", service)
        .register(registry);
  }

  /** Looks the timer up by name: to be kept by whoever asks. */
  Timer calls(CallOutcome outcome) {
    return Timer.builder("weft.gateway.calls")
        .description("calls to services")
        .tag("service", service)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }

  void retried() {
    retries.increment();
  }

  void hedged() {
    hedges.increment();
  }

  void hedgeWon() {
    hedgesWon.increment();
  }

  void ejected() {
    ejections.increment();
  }

  void cache(CacheUse use) {
    cache.getOrDefault(use, coalesced).increment();
  }

  void coalesced() {
    coalesced.increment();
  }

  @Override
  public void opened() {
    open.increment();
  }

  @Override
  public void closed() {
    open.decrement();
  }

  @Override
  public void joined() {
    waiting.increment();
  }

  @Override
  public void left() {
    waiting.decrement();
  }
}
