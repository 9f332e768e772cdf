package dev.weft.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where requests come from: what trusted proxies say goes before what the connection
 * says. Of a list of addresses the last one that is no trusted proxy is the client's; whatever
 * stands before it could have been written by anybody.
 *
 * @param rfc7239 whether proxies say it in {@code Forwarded}, or in {@code X-Forwarded-...}
 */
record Origins(TrustedProxies proxies, boolean rfc7239) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]{1,255}");

  /** What the connection itself says. */
  static Origin direct(HttpServerRequest request) {
    var peer = request.remoteAddress();
    var address = peer == null ? null : peer.hostAddress();
    var authority = request.authority();
    return new Origin(
        address == null ? "" : address,
        request.isSSL() ? "https" : "http",
        authority == null ? null : authority.toString());
  }

  Origin of(HttpServerRequest request) {
    var direct = direct(request);
    if (!proxies.contains(direct.address())) {
      return direct;
    }
    return rfc7239 ? forwarded(request, direct) : xForwarded(request, direct);
  }

  private Origin xForwarded(HttpServerRequest request, Origin direct) {
    var headers = request.headers();
    var chain = new ArrayList<String>();
    for (var header : headers.getAll("x-forwarded-for")) {
      for (var one : header.split(",", -1)) {
        chain.add(node(one.strip()));
      }
    }
    return new Origin(
        address(chain, direct.address()),
        scheme(headers.get("x-forwarded-proto"), direct.scheme()),
        host(headers.get("x-forwarded-host"), direct.host()));
  }

  private Origin forwarded(HttpServerRequest request, Origin direct) {
    var elements = new ArrayList<ForwardedElement>();
    for (var header : request.headers().getAll("forwarded")) {
      elements.addAll(ForwardedElement.parse(header));
    }
    var chain = elements.stream().map(one -> node(one.value("for"))).toList();
    int at = client(chain);
    if (at < 0) {
      return direct;
    }
    var element = elements.get(at);
    return new Origin(
        chain.get(at),
        scheme(element.value("proto"), direct.scheme()),
        host(element.value("host"), direct.host()));
  }

  private String address(List<String> chain, String otherwise) {
    int at = client(chain);
    return at < 0 ? otherwise : chain.get(at);
  }

  /** Where the client stands in a chain of proxies, -1 when the last of them does not say. */
  private int client(List<String> chain) {
    int at = -1;
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (TrustedProxies.address(chain.get(i)) == null) {
        return at;
      }
      at = i;
      if (!proxies.contains(chain.get(i))) {
        return at;
      }
    }
    return at;
  }

  /** The address of {@code 192.0.2.1:80}, {@code [2001:db8::1]:80} or one without a port. */
  private static String node(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  private static String scheme(@Nullable String said, String otherwise) {
    var scheme = said == null ? "" : last(said).toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https") ? scheme : otherwise;
  }

  private static @Nullable String host(@Nullable String said, @Nullable String otherwise) {
    var host = said == null ? "" : last(said);
    return HOST.matcher(host).matches() ? host : otherwise;
  }

  private static String last(String list) {
    return list.substring(list.lastIndexOf(',') + 1).strip();
  }
}
