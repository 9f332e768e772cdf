package dev.weft.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Whether a client wants its answer compressed (RFC 9110, 12.5.3). */
final class Compression {
  private Compression() {}

  static boolean isWanted(HttpServerRequest request) {
    var accepted = request.headers().get(HttpHeaders.ACCEPT_ENCODING);
    if (accepted == null) {
      return false;
    }
    boolean any = false;
    for (var item : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      int semicolon = item.indexOf(';');
      var name = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
      if (name.equals("gzip") || name.equals("x-gzip")) {
        return weight(item, semicolon) > 0;
      }
      any |= name.equals("*") && weight(item, semicolon) > 0;
    }
    return any;
  }

  private static double weight(String item, int semicolon) {
    if (semicolon < 0) {
      return 1;
    }
    var parameter = item.substring(semicolon + 1).replace(" ", "");
    // What is no weight by the grammar is none: the client gets what everybody can read.
    return parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
        ? Double.parseDouble(parameter.substring(2))
        : 0;
  }
}
