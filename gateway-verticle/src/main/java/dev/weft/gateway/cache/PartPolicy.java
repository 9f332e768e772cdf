package dev.weft.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a part allows others to do with it, and what an answer of several parts allows: as much as
 * the strictest of them.
 *
 * @param says whether anything is said at all
 * @param shareable whether it may be shown to others even when it was made for one caller
 * @param freshSeconds how long it is still good; 0 when it must be asked for anew
 * @param vary the request headers it depends on, in lower case, with commas
 */
public record PartPolicy(
    boolean says,
    boolean noStore,
    boolean isPrivate,
    boolean shareable,
    boolean mustRevalidate,
    long freshSeconds,
    String vary) {
  /** A part that says nothing. */
  public static final PartPolicy SILENT = new PartPolicy(false, false, false, false, false, 0, "");

  /** What a response says that has just come. */
  public static PartPolicy of(MultiMap headers) {
    if (!headers.contains(HttpHeaders.CACHE_CONTROL) && !headers.contains(HttpHeaders.EXPIRES)) {
      return SILENT;
    }
    var now = Instant.now();
    var control = CacheControl.of(headers);
    long age = Lifetime.ageAtArrival(headers, now, Duration.ZERO);
    return of(headers, control, strictestFresh(headers, control, now) - age);
  }

  static PartPolicy of(MultiMap headers, CacheControl control, long freshMillis) {
    var vary = vary(String.join(",", headers.getAll(HttpHeaders.VARY)));
    return new PartPolicy(
        true,
        control.noStore() || vary.equals("*"),
        control.isPrivate(),
        control.isShareable(),
        control.mustRevalidate(),
        control.noCache() ? 0 : Math.max(0, freshMillis / 1000),
        vary);
  }

  /** The answer may be kept by browsers too, so the shorter of both times counts. */
  static long strictestFresh(MultiMap headers, CacheControl control, Instant received) {
    long fresh = Lifetime.fresh(headers, control, received);
    long own = control.times().maxAge();
    return own == CacheControl.NOT_GIVEN ? fresh : Math.min(fresh, own * 1000);
  }

  private static String vary(String... lists) {
    var names = new TreeSet<String>();
    for (var list : lists) {
      for (var name : list.split(",", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return names.contains("*") ? "*" : String.join(", ", names);
  }

  /** What both allow. A part that says nothing allows an answer that says something no time. */
  public PartPolicy and(PartPolicy other) {
    if (!says && !other.says) {
      return this;
    }
    return new PartPolicy(
        true,
        noStore || other.noStore,
        isPrivate || other.isPrivate,
        shareable && other.shareable,
        mustRevalidate || other.mustRevalidate,
        Math.min(freshSeconds, other.freshSeconds),
        vary(vary, other.vary));
  }

  /** Whether an answer may be kept at all. */
  public boolean mayBeKept() {
    return says && !noStore;
  }

  /**
   * The {@code Cache-Control} of an answer.
   *
   * @param identified whether it was made for a caller who has shown who it is
   */
  public String cacheControl(boolean identified) {
    if (noStore) {
      return "no-store";
    }
    boolean forOne = isPrivate || (identified && !shareable);
    var text = new StringBuilder(forOne ? "private, " : shareable ? "public, " : "");
    text.append(freshSeconds > 0 ? "max-age=" + freshSeconds : "no-cache");
    return mustRevalidate && freshSeconds > 0
        ? text.append(", must-revalidate").toString()
        : text.toString();
  }
}
