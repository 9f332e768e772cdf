package dev.weft.gateway.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Consumer;

/** Reads the body of a request up to a limit. */
final class BodyReader {
  private final Visit visit;
  private final long limit;
  private final Buffer body = Buffer.buffer();
  private boolean refused;

  private BodyReader(Visit visit, long limit) {
    this.visit = visit;
    this.limit = limit;
  }

  /** Whether the request says itself that its body is too large. */
  static boolean isAcceptable(Visit visit, long limit) {
    var length = visit.request().headers().get(HttpHeaders.CONTENT_LENGTH);
    // A length that is no number has been refused by the parser; one of many digits is too large.
    return length == null || (length.length() < 18 && Long.parseLong(length) <= limit);
  }

  static void read(Visit visit, long limit, Consumer<Buffer> whole) {
    var reader = new BodyReader(visit, limit);
    var request = visit.request();
    visit.response().closeHandler(_ -> visit.end(Visit.CLIENT_CLOSED_REQUEST));
    request.exceptionHandler(_ -> visit.end(Visit.CLIENT_CLOSED_REQUEST));
    request.handler(reader::take);
    request.endHandler(
        _ -> {
          if (!reader.refused) {
            whole.accept(reader.body);
          }
        });
  }

  private void take(Buffer chunk) {
    if (refused) {
      return;
    }
    if (body.length() + chunk.length() > limit) {
      refused = true;
      Problems.write(visit, 413, "The request's body is larger than this gateway takes.");
    } else {
      body.appendBuffer(chunk);
    }
  }
}
