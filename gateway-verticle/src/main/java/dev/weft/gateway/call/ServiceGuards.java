package dev.weft.gateway.call;

import dev.weft.node.registry.Protocol;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops of a gateway share to guard a service: a service that has failed for one has
 * failed for all, and what it may be asked at once holds for the process. What belongs to a service
 * that is set as before stays when routes and services change. Thread-safe.
 */
public final class ServiceGuards {
  private final ConcurrentHashMap<Key, Guards> services = new ConcurrentHashMap<>();

  private record Key(String service, Protocol protocol) {}

  /** The guards of one service over one protocol. */
  record Guards(Service service, Breaker breaker, Bulkhead bulkhead) {}

  Guards of(Service service, Protocol protocol, ServiceMeters meters) {
    return services.compute(
        new Key(service.name(), protocol), (_, known) -> of(service, known, meters));
  }

  private static Guards of(Service service, @Nullable Guards known, ServiceMeters meters) {
    if (known != null && known.service().equals(service)) {
      return known;
    }
    if (known != null) {
      known.breaker().retire();
    }
    var safeguards = service.safeguards();
    return new Guards(
        service,
        new Breaker(safeguards.breaker(), System::nanoTime, meters),
        new Bulkhead(safeguards.bulkhead(), meters));
  }
}
