package dev.weft.gateway.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of all services that a gateway calls. Thread-safe. */
public final class CallMeters {
  private final MeterRegistry registry;
  private final ConcurrentHashMap<String, ServiceMeters> services = new ConcurrentHashMap<>();

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  ServiceMeters of(String service) {
    return services.computeIfAbsent(service, name -> new ServiceMeters(registry, name));
  }
}
