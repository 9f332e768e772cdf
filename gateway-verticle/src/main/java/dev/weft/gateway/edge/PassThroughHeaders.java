package dev.weft.gateway.edge;

import dev.weft.gateway.plan.GatewayHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/**
 * What of a request's headers a service sees, and of its answer's headers the client, beside those
 * that are of one connection only.
 */
final class PassThroughHeaders {
  private static final CharSequence FOR = HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence TE = HttpHeaders.createOptimized("te");
  private static final CharSequence PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
  private static final CharSequence HOST = HttpHeaders.createOptimized("x-forwarded-host");

  /** What anybody may write, and services would believe. */
  private static final List<String> CLAIMED =
      List.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-server",
          "x-forwarded-ssl",
          "x-real-ip",
          "x-client-ip",
          "true-client-ip");

  private static final List<String> CORS =
      List.of(
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-allow-methods",
          "access-control-allow-headers",
          "access-control-expose-headers",
          "access-control-max-age");

  private PassThroughHeaders() {}

  static void request(Visit visit, MultiMap out) {
    var request = visit.request();
    HopByHop.copy(request.headers(), out);
    CLAIMED.forEach(out::remove);
    var origin = visit.origin();
    out.set(FOR, origin.address());
    out.set(PROTO, origin.scheme());
    if (origin.host() != null) {
      out.set(HOST, origin.host());
    }
    if (visit.credential() != null) {
      out.remove(visit.credential());
    }
    if (visit.isHttp2()) {
      joinCookies(request.headers(), out);
    }
    if (isWebSocket(request)) {
      out.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
      out.set(HttpHeaders.UPGRADE, "websocket");
    }
  }

  /**
   * The gateway's own headers go before those of the service.
   *
   * @param cors whether the gateway tells browsers what they may do
   */
  static void answer(MultiMap answer, MultiMap out, StandingHeaders standing, boolean cors) {
    if (cors) {
      CORS.forEach(answer::remove);
    }
    HopByHop.copy(answer, out);
    standing.impose(out);
  }

  /**
   * What comes after the body of an answer, for a client that says it looks there (RFC 9110,
   * 6.5.1).
   */
  static void trailers(Visit visit, HttpClientResponse answer) {
    var out = visit.response();
    boolean wanted = visit.isHttp2() || visit.request().headers().contains(TE, "trailers", true);
    if (!wanted || !out.isChunked()) {
      return;
    }
    for (var trailer : answer.trailers()) {
      if (GatewayHeaders.mayBeTrailer(trailer.getKey().toLowerCase(Locale.ROOT))) {
        out.putTrailer(trailer.getKey(), trailer.getValue());
      }
    }
  }

  /** Whether the client asks to go on with WebSocket; other upgrades are not for a gateway. */
  static boolean isWebSocket(HttpServerRequest request) {
    var headers = request.headers();
    return headers.contains(HttpHeaders.UPGRADE)
        && headers.contains(HttpHeaders.UPGRADE, "websocket", true)
        && headers.contains("sec-websocket-key");
  }

  /** HTTP/2 may send a cookie's crumbs apart, HTTP/1.1 may not (RFC 9113, 8.2.3). */
  private static void joinCookies(MultiMap in, MultiMap out) {
    var crumbs = in.getAll(HttpHeaders.COOKIE);
    if (crumbs.size() > 1) {
      out.set(HttpHeaders.COOKIE, String.join("; ", crumbs));
    }
  }
}
