package dev.weft.gateway.call;

import dev.weft.gateway.cache.Kept;
import dev.weft.gateway.cache.PartCache;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads from what is kept while it is good, asks whether it still is when it is not, and
 * lets it stand in when the service fails (RFC 9111, RFC 5861). For one event loop.
 */
final class Cached implements Call {
  private static final int NOT_MODIFIED = 304;
  private static final Duration LONGEST_REFRESH = Duration.ofSeconds(10);

  private final Call call;
  private final Call refreshing;
  private final PartCache cache;
  private final boolean indexed;
  private final ServiceMeters meters;
  private final Set<PartCache.Key> underWay = new HashSet<>();

  Cached(Vertx vertx, Call call, PartCache cache, boolean indexed, ServiceMeters meters) {
    this.call = call;
    this.refreshing = new TimeLimit(vertx, LONGEST_REFRESH, call);
    this.cache = cache;
    this.indexed = indexed;
    this.meters = meters;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    if (!request.isRead()) {
      return call.send(request).onSuccess(result -> written(request, result));
    }
    var key = new PartCache.Key(request.uri(), indexed);
    var kept = usable(cache.find(key, request.headers()::get), request);
    long now = System.nanoTime();
    if (kept == null) {
      return ask(call, request, key, null);
    }
    if (kept.isFresh(now)) {
      meters.cache(CacheUse.HIT);
      return Future.succeededFuture(answer(kept, now));
    }
    if (kept.isGoodMeanwhile(now)) {
      meters.cache(CacheUse.STALE);
      refresh(request, key, kept);
      return Future.succeededFuture(answer(kept, now));
    }
    return ask(call, request, key, kept);
  }

  /** What was made for nobody in particular may not be what a known caller would get. */
  private static @Nullable Kept usable(@Nullable Kept kept, CallRequest request) {
    return kept != null && request.isIdentified() && !kept.isShareable() ? null : kept;
  }

  private void written(CallRequest request, CallResult result) {
    if (result instanceof CallResult.Answered answered && answered.status() < 400) {
      cache.written(request.uri());
    }
  }

  private void refresh(CallRequest request, PartCache.Key key, Kept kept) {
    if (underWay.add(key)) {
      var own = request.within(Deadline.in(LONGEST_REFRESH), new Cancellation());
      ask(refreshing, own, key, kept).onComplete(_ -> underWay.remove(key));
    }
  }

  private Future<CallResult> ask(
      Call asked, CallRequest request, PartCache.Key key, @Nullable Kept kept) {
    long began = System.nanoTime();
    return asked
        .send(kept == null ? request : conditional(request, kept))
        .map(result -> received(request, key, kept, result, began));
  }

  private static CallRequest conditional(CallRequest request, Kept kept) {
    var headers = request.headers();
    var etag = kept.etag();
    var modified = kept.lastModified();
    if (etag != null) {
      headers = headers.with(HttpHeaders.IF_NONE_MATCH, etag);
    }
    if (modified != null) {
      headers = headers.with(HttpHeaders.IF_MODIFIED_SINCE, modified);
    }
    return request.with(headers);
  }

  private CallResult received(
      CallRequest request, PartCache.Key key, @Nullable Kept kept, CallResult result, long began) {
    long now = System.nanoTime();
    if (kept == null) {
      meters.cache(CacheUse.MISS);
      keep(request, key, result, began, now);
      return result;
    }
    if (result instanceof CallResult.Answered answered && answered.status() == NOT_MODIFIED) {
      meters.cache(CacheUse.REVALIDATED);
      var refreshed = kept.refreshed(answered.headers(), began, now);
      cache.keep(key, refreshed);
      return answer(refreshed, now);
    }
    if (hasFailed(result) && kept.isGoodForFailure(now, cache.policy().staleIfError())) {
      meters.cache(CacheUse.STALE);
      return answer(kept, now);
    }
    meters.cache(CacheUse.MISS);
    keep(request, key, result, began, now);
    return result;
  }

  private static boolean hasFailed(CallResult result) {
    return result instanceof CallResult.Answered answered
        ? answered.status() >= 500
        : result != CallFailure.CANCELLED;
  }

  private void keep(
      CallRequest request, PartCache.Key key, CallResult result, long began, long now) {
    if (result instanceof CallResult.Answered answered && answered.isSuccess()) {
      var response =
          new Kept.Response(answered.status(), answered.headers(), answered.body(), began, now);
      var kept = Kept.of(response, request.isIdentified(), request.headers()::get);
      if (kept != null) {
        cache.keep(key, kept);
      }
    }
  }

  private static CallResult answer(Kept kept, long now) {
    return new CallResult.Answered(kept.status(), kept.headers(), kept.body(), kept.policy(now));
  }
}
