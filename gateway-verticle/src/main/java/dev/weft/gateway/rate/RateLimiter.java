package dev.weft.gateway.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Holds clients to a rate. It tells a bounded number of them apart: when there are more, those that
 * were not seen for longest are forgotten, and may begin anew. Safe for all threads, without locks.
 */
public final class RateLimiter {
  private final Rate rate;
  private final int mostClients;
  private final boolean tells;
  private final LongSupplier clock;
  private final Queue<Used> untold = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean turning = new AtomicBoolean();
  private volatile Map<String, Bucket> recent = new ConcurrentHashMap<>();
  private volatile Map<String, Bucket> older = Map.of();

  private record Used(String client, Bucket bucket) {}

  /**
   * A limiter with nothing used yet.
   *
   * @param tells whether usage is collected for {@link #tell}
   * @param clock nanoseconds
   */
  public RateLimiter(Rate rate, int mostClients, boolean tells, LongSupplier clock) {
    this.rate = rate;
    this.mostClients = Math.max(1, mostClients / 2);
    this.tells = tells;
    this.clock = clock;
  }

  public Rate rate() {
    return rate;
  }

  public Decision take(String client) {
    long now = clock.getAsLong();
    var bucket = bucket(client, now);
    var decision = bucket.take(rate, now);
    if (tells && decision.allowed() && bucket.isFirstUntold()) {
      untold.add(new Used(client, bucket));
    }
    return decision;
  }

  /** What was used here since this was last asked, by client; at most so many clients. */
  public Map<String, Integer> tell(int most) {
    var usage = new LinkedHashMap<String, Integer>();
    while (usage.size() < most) {
      var used = untold.poll();
      if (used == null) {
        break;
      }
      usage.merge(used.client, used.bucket.tell(), Integer::sum);
    }
    return usage;
  }

  /** Another gateway has let requests of a client through. */
  public void usedElsewhere(String client, int count) {
    long now = clock.getAsLong();
    bucket(client, now).usedElsewhere(rate, count, now);
  }

  int clients() {
    return recent.size() + older.size();
  }

  private Bucket bucket(String client, long now) {
    var bucket = recent.get(client);
    if (bucket != null) {
      return bucket;
    }
    var before = older.get(client);
    var added = recent.computeIfAbsent(client, _ -> before == null ? new Bucket(now) : before);
    if (recent.size() > mostClients && turning.compareAndSet(false, true)) {
      // Whoever is seen from now on moves over; what is left behind at the next turn is forgotten.
      older = recent;
      recent = new ConcurrentHashMap<>();
      turning.set(false);
    }
    return added;
  }
}
