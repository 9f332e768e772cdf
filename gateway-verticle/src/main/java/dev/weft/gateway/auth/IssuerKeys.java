package dev.weft.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, fetched again now and then, and when a token names one that is not there;
 * then not more often than the cooldown allows. A fetch that fails leaves the keys as they were.
 * Safe for all threads.
 */
public final class IssuerKeys {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  private final KeySource source;
  private final Set<Algorithm> allowed;
  private final long cooldownNanos;
  private volatile KeySet keys = KeySet.NONE;
  private @Nullable Future<Void> fetching;
  private long fetchedAt;

  private IssuerKeys(KeySource source, Set<Algorithm> allowed, Duration cooldown) {
    this.source = source;
    this.allowed = allowed;
    this.cooldownNanos = cooldown.toNanos();
    this.fetchedAt = System.nanoTime() - cooldownNanos;
  }

  /** Begins to fetch them; does not wait. */
  public static IssuerKeys start(
      Vertx vertx, KeySource source, Set<Algorithm> allowed, Times times) {
    var keys = new IssuerKeys(source, Set.copyOf(allowed), times.cooldown);
    var _ = keys.fetch();
    vertx.setPeriodic(times.refresh.toMillis(), _ -> keys.fetch());
    return keys;
  }

  /** How often they are fetched at least, and at most. */
  public record Times(Duration refresh, Duration cooldown) {}

  KeySet current() {
    return keys;
  }

  /**
   * Fetches them for a token whose key is not known. Always succeeds: at once when the last fetch
   * was a short time ago, together with one that is under way.
   */
  synchronized Future<Void> fetchForUnknown() {
    if (fetching != null) {
      return fetching;
    }
    boolean recent = System.nanoTime() - fetchedAt < cooldownNanos;
    return recent ? Future.succeededFuture() : fetch();
  }

  private synchronized Future<Void> fetch() {
    if (fetching != null) {
      return fetching;
    }
    fetchedAt = System.nanoTime();
    var done = Promise.<Void>promise();
    fetching = done.future();
    load()
        .timeout(30, TimeUnit.SECONDS)
        .onComplete(
            this::loaded, why -> log.warn("the issuer's keys were not fetched: {}", why.toString()))
        .onComplete(
            _ -> {
              over();
              done.complete();
            });
    return done.future();
  }

  private Future<String> load() {
    try {
      return source.load();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private synchronized void over() {
    fetching = null;
  }

  private void loaded(String text) {
    if (keys.isSameAs(text)) {
      return;
    }
    try {
      keys = KeySet.parse(text, allowed);
      if (keys.isEmpty()) {
        log.warn("the issuer has no key for the algorithms {}", allowed);
      }
    } catch (ParseException e) {
      log.warn("the issuer's keys cannot be read: {}", e.getMessage());
    }
  }
}
