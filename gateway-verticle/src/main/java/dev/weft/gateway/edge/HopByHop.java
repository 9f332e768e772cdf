package dev.weft.gateway.edge;

import dev.weft.gateway.plan.GatewayHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Copies headers past the connection they were meant for (RFC 9110, 7.6.1). */
final class HopByHop {
  private HopByHop() {}

  static void copy(MultiMap from, MultiMap to) {
    var named = named(from);
    for (var header : from) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!GatewayHeaders.neverForwarded(name) && !named.contains(name)) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** The headers that the sender's Connection header names. */
  static Set<String> named(MultiMap headers) {
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
