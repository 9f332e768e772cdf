package dev.weft.gateway.cache;

import java.util.concurrent.ConcurrentHashMap;

/** What a gateway keeps, by service, until the service is set otherwise. Thread-safe. */
public final class PartCaches {
  private final ConcurrentHashMap<String, PartCache> services = new ConcurrentHashMap<>();

  public PartCache of(String service, CachePolicy policy) {
    return services.compute(
        service,
        (_, known) ->
            known != null && known.policy().equals(policy) ? known : new PartCache(policy));
  }
}
