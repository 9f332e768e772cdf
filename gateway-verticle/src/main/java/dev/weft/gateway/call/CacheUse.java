package dev.weft.gateway.call;

/** What the cache did for a call, as it is counted. */
enum CacheUse {
  HIT,
  MISS,
  /** The service said that what was kept is still good. */
  REVALIDATED,
  /** What was kept stood in past its time. */
  STALE
}
