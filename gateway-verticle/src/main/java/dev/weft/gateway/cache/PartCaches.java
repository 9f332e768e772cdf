package dev.weft.gateway.cache;

import java.util.concurrent.ConcurrentHashMap;

/** What a gateway keeps, by service. Thread-safe. */
public final class PartCaches {
  private final ConcurrentHashMap<String, PartCache> services = new ConcurrentHashMap<>();

  public PartCache of(String service, CachePolicy policy) {
    return services.computeIfAbsent(service, _ -> new PartCache(policy));
  }
}
