package dev.weft.gateway.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for every request: what failed at info, the rest at debug. A line that is not wanted
 * costs one look at the logger's level.
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.weft.gateway.access");

  void write(Visit visit, String route, int status, long nanos) {
    var level = status >= 400 ? Level.INFO : Level.DEBUG;
    if (!LOG.isEnabledForLevel(level)) {
      return;
    }
    var request = visit.request();
    LOG.atLevel(level)
        .addKeyValue("route", route)
        .addKeyValue("method", request.method().name())
        .addKeyValue("path", request.path())
        .addKeyValue("client", visit.origin().address())
        .addKeyValue("status", status)
        .addKeyValue("ms", nanos / 1_000_000)
        .addKeyValue("trace", visit.trace().traceId())
        .log(status == Visit.CLIENT_CLOSED_REQUEST ? "the client went away" : "answered");
  }
}
