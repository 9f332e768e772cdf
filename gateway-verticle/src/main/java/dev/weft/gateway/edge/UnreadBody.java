package dev.weft.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Requests that are answered before their body has come. */
final class UnreadBody {
  private static final long LINGER_MILLIS = 1000;

  private UnreadBody() {}

  /** Whether the head of a request says that a body follows. */
  static boolean isAnnounced(HttpServerRequest request) {
    var length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : !length.equals("0");
  }

  /**
   * Takes what still comes for a short while, so that the client gets to read its answer, then
   * closes the connection. Closing at once could destroy the answer on its way.
   */
  static void leave(HttpServerRequest request) {
    if (!isAnnounced(request) || request.isEnded()) {
      return;
    }
    var context = Vertx.currentContext();
    if (context != null) {
      request.resume();
      context
          .owner()
          .setTimer(
              LINGER_MILLIS,
              _ -> {
                if (!request.isEnded()) {
                  var _ = request.connection().close();
                }
              });
    }
  }
}
