package dev.weft.gateway.edge;

import dev.weft.node.call.CallHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Copies headers past the connection they were meant for (RFC 9110, 7.6.1). */
final class HopByHop {
  private static final Set<String> NEVER =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "expect",
          "http2-settings",
          CallHeaders.CALL_TOKEN,
          CallHeaders.DEADLINE_MS,
          CallHeaders.TRACEPARENT);

  private HopByHop() {}

  static void copy(MultiMap from, MultiMap to) {
    var named = named(from);
    for (var header : from) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NEVER.contains(name) && !named.contains(name)) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** The headers that the sender's Connection header names. */
  private static Set<String> named(MultiMap headers) {
    var connection = headers.getAll(HttpHeaders.CONNECTION);
    if (connection.isEmpty()) {
      return Set.of();
    }
    var names = new HashSet<String>();
    for (var value : connection) {
      for (var name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
