package dev.weft.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a response's {@code Cache-Control} says (RFC 9111, 5.2.2; RFC 5861). Times are in seconds,
 * -1 when they are not given.
 */
public record CacheControl(
    boolean noStore,
    boolean noCache,
    boolean isPrivate,
    boolean isPublic,
    boolean mustRevalidate,
    Times times) {
  static final long NOT_GIVEN = -1;
  private static final Pattern DIRECTIVE =
      Pattern.compile("([a-zA-Z0-9!#$%&'*+.^_`|~-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^\\s,\"]*)))?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private static final int MOST_DIGITS = 9;
  private static final long FOR_EVER = 1L << 31;

  /** The directives that carry a time. */
  public record Times(
      long maxAge, long sharedMaxAge, long staleIfError, long staleWhileRevalidate) {}

  /** Nothing is said. */
  static final CacheControl SILENT =
      new CacheControl(
          false, false, false, false, false, new Times(NOT_GIVEN, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN));

  static CacheControl of(MultiMap headers) {
    var lines = headers.getAll(HttpHeaders.CACHE_CONTROL);
    if (lines.isEmpty()) {
      return SILENT;
    }
    var reading = new Reading();
    var matcher = DIRECTIVE.matcher(String.join(",", lines));
    while (matcher.find()) {
      var quoted = matcher.group(2);
      var value = quoted == null ? matcher.group(3) : quoted;
      reading.take(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return reading.result();
  }

  /** Fields named by {@code private} or {@code no-cache} do not narrow them: that is stricter. */
  private static final class Reading {
    private boolean noStore;
    private boolean noCache;
    private boolean isPrivate;
    private boolean isPublic;
    private boolean mustRevalidate;
    private long maxAge = NOT_GIVEN;
    private long sharedMaxAge = NOT_GIVEN;
    private long staleIfError = NOT_GIVEN;
    private long staleWhileRevalidate = NOT_GIVEN;

    void take(String name, String value) {
      switch (name) {
        case "no-store" -> noStore = true;
        case "no-cache" -> noCache = true;
        case "private" -> isPrivate = true;
        case "public" -> isPublic = true;
        case "must-revalidate", "proxy-revalidate" -> mustRevalidate = true;
        case "max-age" -> maxAge = shortest(maxAge, value);
        case "s-maxage" -> sharedMaxAge = shortest(sharedMaxAge, value);
        case "stale-if-error" -> staleIfError = shortest(staleIfError, value);
        case "stale-while-revalidate" ->
            staleWhileRevalidate = shortest(staleWhileRevalidate, value);
        default -> {
          // RFC 9111, 5.2.3: what is not known is ignored.
        }
      }
    }

    /** A time that cannot be read is none at all; one that is very long is for ever. */
    private static long shortest(long before, String value) {
      long seconds = 0;
      if (SECONDS.matcher(value).matches()) {
        seconds = value.length() > MOST_DIGITS ? FOR_EVER : Long.parseLong(value);
      }
      return before == NOT_GIVEN ? seconds : Math.min(before, seconds);
    }

    CacheControl result() {
      return new CacheControl(
          noStore,
          noCache,
          isPrivate,
          isPublic,
          mustRevalidate,
          new Times(maxAge, sharedMaxAge, staleIfError, staleWhileRevalidate));
    }
  }

  /** Whether it says something of how long the response may be used. */
  boolean isSilent() {
    return equals(SILENT);
  }

  /** Whether a response made for an identified caller may be shown to others (RFC 9111, 3.5). */
  boolean isShareable() {
    return isPublic || times.sharedMaxAge() != NOT_GIVEN;
  }

  /** Whether a response that is too old must not be used, whatever happens. */
  boolean forbidsStale() {
    return mustRevalidate || noCache || times.sharedMaxAge() != NOT_GIVEN;
  }
}
