package dev.weft.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Whether a request says for which host it is, and for one only (RFC 9112, 3.2). */
final class HostCheck {
  private HostCheck() {}

  static boolean isAcceptable(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return request.authority() != null;
    }
    var hosts = request.headers().getAll(HttpHeaders.HOST);
    return switch (hosts.size()) {
      case 0 -> request.version() == HttpVersion.HTTP_1_0;
      case 1 -> isHost(hosts.getFirst());
      default -> false;
    };
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || ".-_~:[]%!$&'()*+;=".indexOf(c) >= 0;
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
