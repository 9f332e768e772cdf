package dev.weft.gateway.cache;

import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An answer that is kept: a part, its headers, and until when it is good. Immutable. */
public final class Kept {
  private static final Set<Integer> STATUSES = Set.of(200, 203, 204);
  private static final Set<String> OF_THE_BODY =
      Set.of("content-length", "content-encoding", "content-type", "content-range");
  private static final int OVERHEAD = 1024;

  private final Response response;
  private final CacheControl control;
  private final List<String> varies;
  private final List<@Nullable String> variant;
  private final long fresh;
  private final long ageAtArrival;

  /**
   * An answer as it came.
   *
   * @param asked when it was asked for, on the monotonic clock
   * @param came when it was there
   */
  public record Response(int status, MultiMap headers, Part body, long asked, long came) {}

  private Kept(Response response, CacheControl control, Function<String, @Nullable String> asked) {
    var now = Instant.now();
    var headers = response.headers();
    this.response = response;
    this.control = control;
    this.varies = varies(headers);
    this.variant = values(varies, asked);
    this.fresh = Math.max(0, Lifetime.fresh(headers, control, now));
    this.ageAtArrival =
        Lifetime.ageAtArrival(headers, now, Duration.ofNanos(response.came() - response.asked()));
  }

  /**
   * What is to be kept of an answer; null when nothing may be, or it would be of no use.
   *
   * @param identified whether it was asked for by a caller who has shown who it is
   * @param asked the headers of the request
   */
  public static @Nullable Kept of(
      Response response, boolean identified, Function<String, @Nullable String> asked) {
    var headers = response.headers();
    var control = CacheControl.of(headers);
    boolean refused =
        !STATUSES.contains(response.status())
            || control.noStore()
            || control.isPrivate()
            || (identified && !control.isShareable())
            || varies(headers).contains("*");
    if (refused) {
      return null;
    }
    var kept = new Kept(owned(response), control, asked);
    boolean isFresh = kept.isFresh(response.came());
    return isFresh || kept.isValidated() ? kept : null;
  }

  /** Without the buffers of the connection that it came from, which may be much larger. */
  private static Response owned(Response response) {
    var body = response.body();
    var own = body.tape() == null ? new Part(Splice.of(body.bytes().toBytes()), null) : body;
    return new Response(
        response.status(),
        MultiMap.caseInsensitiveMultiMap().addAll(response.headers()),
        own,
        response.asked(),
        response.came());
  }

  private static List<String> varies(MultiMap headers) {
    var names = new ArrayList<String>(2);
    for (var line : headers.getAll(HttpHeaders.VARY)) {
      for (var name : line.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static List<@Nullable String> values(
      List<String> names, Function<String, @Nullable String> headers) {
    var values = new ArrayList<@Nullable String>(names.size());
    for (var name : names) {
      values.add(headers.apply(name));
    }
    return values;
  }

  /** The same answer, told by a 304 to be still good. */
  public Kept refreshed(MultiMap news, long asked, long came) {
    var headers = MultiMap.caseInsensitiveMultiMap().addAll(response.headers());
    headers.remove(HttpHeaders.AGE);
    for (var name : news.names()) {
      if (!OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
        headers.set(name, news.getAll(name));
      }
    }
    var renewed = new Response(response.status(), headers, response.body(), asked, came);
    return new Kept(renewed, CacheControl.of(headers), name -> variantValue(name));
  }

  private @Nullable String variantValue(String name) {
    int at = varies.indexOf(name);
    return at < 0 ? null : variant.get(at);
  }

  /** Whether a request with such headers gets this answer. */
  boolean answers(Function<String, @Nullable String> asked) {
    return varies.isEmpty() || variant.equals(values(varies, asked));
  }

  boolean isSameVariant(Kept other) {
    return varies.equals(other.varies) && variant.equals(other.variant);
  }

  /** When it was asked for: a write after that may have changed it. */
  long asked() {
    return response.asked();
  }

  private long age(long now) {
    return ageAtArrival + (now - response.came()) / 1_000_000;
  }

  /** Whether it may be used as it is. */
  public boolean isFresh(long now) {
    return !control.noCache() && age(now) < fresh;
  }

  /** Whether it may be used while it is asked for anew. */
  public boolean isGoodMeanwhile(long now) {
    return isGoodFor(control.times().staleWhileRevalidate() * 1000, now);
  }

  /**
   * Whether it may be used when asking anew fails.
   *
   * @param otherwise how long when the service does not say
   */
  public boolean isGoodForFailure(long now, Duration otherwise) {
    long told = control.times().staleIfError();
    return isGoodFor(told == CacheControl.NOT_GIVEN ? otherwise.toMillis() : told * 1000, now);
  }

  private boolean isGoodFor(long millisLonger, long now) {
    return millisLonger > 0 && !control.forbidsStale() && age(now) < fresh + millisLonger;
  }

  /** Whether callers who have shown who they are may get it too. */
  public boolean isShareable() {
    return control.isShareable();
  }

  public @Nullable String etag() {
    return response.headers().get(HttpHeaders.ETAG);
  }

  public @Nullable String lastModified() {
    return response.headers().get(HttpHeaders.LAST_MODIFIED);
  }

  private boolean isValidated() {
    return etag() != null || lastModified() != null;
  }

  public int status() {
    return response.status();
  }

  public MultiMap headers() {
    return response.headers();
  }

  public Part body() {
    return response.body();
  }

  /** What an answer that has it for a part may say now. */
  public PartPolicy policy(long now) {
    long left = PartPolicy.strictestFresh(headers(), control, Instant.now()) - age(now);
    return PartPolicy.of(headers(), control, left);
  }

  /** About how many bytes it takes up. */
  int weight() {
    int body = response.body().bytes().length();
    return OVERHEAD + (Objects.isNull(response.body().tape()) ? body : 3 * body);
  }
}
