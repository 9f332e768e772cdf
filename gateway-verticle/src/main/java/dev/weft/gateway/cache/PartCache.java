package dev.weft.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps answers of one service for all event loops. Thread-safe. */
public final class PartCache {
  private static final int MOST_VARIANTS = 8;
  private static final int MOST_WRITES = 10_000;

  private final CachePolicy policy;
  private final Cache<Key, Variants> parts;
  private final Cache<String, Long> writes;

  /** Everything that was asked for before this is out of date. */
  private final AtomicLong floor = new AtomicLong(System.nanoTime());

  /**
   * What an answer is kept under.
   *
   * @param indexed whether something looks inside, as its form depends on it
   */
  public record Key(String uri, boolean indexed) {}

  private record Variants(List<Kept> all) {
    Variants with(Kept one) {
      var others = new ArrayList<Kept>();
      others.add(one);
      for (var other : all) {
        if (!other.isSameVariant(one) && others.size() < MOST_VARIANTS) {
          others.add(other);
        }
      }
      return new Variants(List.copyOf(others));
    }

    int weight() {
      return all.stream().mapToInt(Kept::weight).sum();
    }
  }

  public PartCache(CachePolicy policy) {
    this.policy = policy;
    Weigher<Key, Variants> weigher = (key, variants) -> key.uri().length() + variants.weight();
    this.parts =
        Caffeine.newBuilder().maximumWeight(policy.size().bytes()).weigher(weigher).build();
    RemovalListener<String, Long> forgotten = (_, at, _) -> raiseFloor(at);
    this.writes =
        Caffeine.newBuilder().maximumSize(MOST_WRITES).evictionListener(forgotten).build();
  }

  public CachePolicy policy() {
    return policy;
  }

  /** What is kept for such a request, good or not; null when there is nothing. */
  public @Nullable Kept find(Key key, Function<String, @Nullable String> asked) {
    var variants = parts.getIfPresent(key);
    if (variants == null) {
      return null;
    }
    for (var kept : variants.all()) {
      if (kept.answers(asked)) {
        return isOutdated(key, kept) ? null : kept;
      }
    }
    return null;
  }

  private boolean isOutdated(Key key, Kept kept) {
    var written = writes.getIfPresent(path(key.uri()));
    return kept.asked() - floor.get() < 0 || (written != null && kept.asked() - written <= 0);
  }

  public void keep(Key key, Kept kept) {
    if (kept.body().bytes().length() <= policy.part().bytes() && !isOutdated(key, kept)) {
      parts.asMap().merge(key, new Variants(List.of(kept)), (before, _) -> before.with(kept));
    }
  }

  /**
   * A write to this address succeeded: what was asked for before, under any query, is out of date
   * (RFC 9111, 4.4).
   */
  public void written(String uri) {
    writes.put(path(uri), System.nanoTime());
  }

  /** When a write is forgotten, all that it may have outdated has to go. */
  private void raiseFloor(@Nullable Long at) {
    if (at != null) {
      floor.accumulateAndGet(at, (before, now) -> now - before > 0 ? now : before);
    }
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }
}
