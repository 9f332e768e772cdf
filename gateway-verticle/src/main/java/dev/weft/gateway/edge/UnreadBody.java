package dev.weft.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;

/** Requests that are answered before their body has come. */
final class UnreadBody {
  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);
  private static final long NO_ERROR = 0;
  private static final long LINGER_MILLIS = 1000;

  private UnreadBody() {}

  /** Whether the head of a request says that a body follows. */
  static boolean isAnnounced(HttpServerRequest request) {
    var length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    // HTTP/2 need not announce a body; whether one comes is known before the request is handled
    // only by its method.
    return request.version() == HttpVersion.HTTP_2
        ? !BODILESS.contains(request.method())
        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
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
                  end(request);
                }
              });
    }
  }

  /** Of HTTP/2 one stream only: others on the connection go on. */
  private static void end(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      var _ = request.response().reset(NO_ERROR);
    } else {
      var _ = request.connection().close();
    }
  }
}
