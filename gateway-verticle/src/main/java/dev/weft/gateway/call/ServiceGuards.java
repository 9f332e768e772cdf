package dev.weft.gateway.call;

import dev.weft.node.registry.Protocol;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops of a gateway share to guard a service: a service that has failed for one has
 * failed for all, and what it may be asked at once holds for the process. A guard stays while its
 * own settings do, whatever else of routes and services changes. Thread-safe.
 */
public final class ServiceGuards {
  private final ConcurrentHashMap<Key, Guards> services = new ConcurrentHashMap<>();

  /** A service over one protocol: what fails over one may well answer over the other. */
  record Key(String service, Protocol protocol) {}

  record Guards(Breaker breaker, Bulkhead bulkhead) {}

  Guards of(Service service, Protocol protocol, ServiceMeters meters) {
    return services.compute(
        new Key(service.name(), protocol), (_, known) -> of(service.safeguards(), known, meters));
  }

  /** Lets go of the guards of services that nothing uses any more. */
  void retain(Set<Key> used) {
    for (var key : services.keySet()) {
      if (!used.contains(key)) {
        services.computeIfPresent(
            key,
            (_, unused) -> {
              unused.breaker().retire();
              return null;
            });
      }
    }
  }

  private static Guards of(Safeguards set, @Nullable Guards known, ServiceMeters meters) {
    return new Guards(
        breaker(set.breaker(), known == null ? null : known.breaker(), meters),
        bulkhead(set.bulkhead(), known == null ? null : known.bulkhead(), meters));
  }

  private static Breaker breaker(
      BreakerPolicy policy, @Nullable Breaker known, ServiceMeters meters) {
    if (known != null && known.policy().equals(policy)) {
      return known;
    }
    if (known != null) {
      known.retire();
    }
    return new Breaker(policy, System::nanoTime, meters);
  }

  private static Bulkhead bulkhead(
      BulkheadPolicy policy, @Nullable Bulkhead known, ServiceMeters meters) {
    return known != null && known.policy().equals(policy) ? known : new Bulkhead(policy, meters);
  }
}
