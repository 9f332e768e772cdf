package dev.weft.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which pages of other origins may call, as the Fetch standard has it. The gateway only tells
 * browsers; it refuses nobody by origin. Immutable.
 */
public final class CorsPolicy {
  private static final String ALL = "*";
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final CharSequence REQUESTED_METHOD =
      HttpHeaders.createOptimized("access-control-request-method");
  private static final CharSequence REQUESTED_HEADERS =
      HttpHeaders.createOptimized("access-control-request-headers");
  private static final CharSequence ALLOW_CREDENTIALS =
      HttpHeaders.createOptimized("access-control-allow-credentials");
  private static final CharSequence EXPOSE =
      HttpHeaders.createOptimized("access-control-expose-headers");

  private final Rules rules;
  private final Set<String> origins;
  private final boolean anyOrigin;
  private final Set<String> headers;

  /**
   * What a policy says.
   *
   * @param methods none: those that the path has
   * @param headers of requests that pages may set
   * @param expose headers of answers that pages may read
   */
  public record Rules(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> expose,
      boolean credentials,
      Duration maxAge) {}

  public CorsPolicy(Rules rules) {
    this.rules = rules;
    this.origins = Set.copyOf(rules.origins());
    this.anyOrigin = origins.contains(ALL);
    this.headers =
        rules.headers().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a browser asks what it may send, instead of sending it. */
  static boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ORIGIN)
        && request.headers().contains(REQUESTED_METHOD);
  }

  /** The method a browser wants to use; what is no method is one that no route has. */
  static HttpMethod requestedMethod(HttpServerRequest preflight) {
    var name = preflight.headers().get(REQUESTED_METHOD);
    return METHOD.matcher(name).matches() ? HttpMethod.valueOf(name) : HttpMethod.CONNECT;
  }

  /** Tells the browser of a request whether its page may read the answer. */
  void answer(HttpServerRequest request, MultiMap answer) {
    var origin = request.headers().get(HttpHeaders.ORIGIN);
    // An answer for all origins is the same for each, whatever the request's origin is.
    if (!anyOrigin) {
      answer.add(HttpHeaders.VARY, "origin");
    }
    if (origin == null || !allows(origin)) {
      return;
    }
    allow(origin, answer);
    if (!rules.expose().isEmpty()) {
      answer.set(EXPOSE, String.join(", ", rules.expose()));
    }
  }

  /** Answers a preflight; when something is not allowed, by leaving it out. */
  void preflight(HttpServerRequest request, Set<String> pathMethods, MultiMap answer) {
    answer.set(
        HttpHeaders.VARY, "origin, access-control-request-method, access-control-request-headers");
    var origin = request.headers().get(HttpHeaders.ORIGIN);
    if (!allows(origin)) {
      return;
    }
    allow(origin, answer);
    var methods = rules.methods().isEmpty() ? pathMethods : new TreeSet<>(rules.methods());
    answer.set("access-control-allow-methods", String.join(", ", methods));
    var requested = request.headers().get(REQUESTED_HEADERS);
    if (requested != null && allowsHeaders(requested)) {
      answer.set("access-control-allow-headers", requested);
    }
    answer.set("access-control-max-age", Long.toString(rules.maxAge().toSeconds()));
  }

  private void allow(String origin, MultiMap answer) {
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, anyOrigin ? ALL : origin);
    if (rules.credentials()) {
      answer.set(ALLOW_CREDENTIALS, "true");
    }
  }

  private boolean allows(String origin) {
    return anyOrigin || origins.contains(origin);
  }

  private boolean allowsHeaders(String requested) {
    if (headers.contains(ALL)) {
      return true;
    }
    for (var name : requested.split(",", -1)) {
      if (!headers.contains(name.strip().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }
}
