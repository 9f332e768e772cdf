package dev.weft.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects a body up to a limit. What goes beyond is thrown away as it comes, so that the client
 * can finish sending and read its answer, but not without end.
 */
final class BodyReader {

  private static final long MOST_THROWN_AWAY = 64L << 20;

  private final HttpServerRequest request;
  private final int limit;
  private final Buffer body = Buffer.buffer();
  private long thrownAway;
  private boolean settled;

  /** Whether the head says that there is a body to wait for. */
  boolean expectsMore() {
    return !settled
        && (declaredLength() > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  /** The time for it is over. */
  void giveUp(Outcome outcome) {
    settle(() -> outcome.tooLate(request));
  }

  /** Exactly one of these is called, on the event loop. */
  interface Outcome {
    void complete(HttpServerRequest request, Buffer body);

    void tooLarge(HttpServerRequest request);

    void tooLate(HttpServerRequest request);

    /** The connection ended before the body did. */
    void broken();
  }

  BodyReader(HttpServerRequest request, int limit) {
    this.request = request;
    this.limit = limit;
  }

  /** For a request that is refused by its head. */
  void discard() {
    settled = true;
    request.handler(chunk -> throwAway(chunk.length()));
  }

  void read(Outcome outcome) {
    request.exceptionHandler(_ -> settle(outcome::broken));
    request.endHandler(_ -> settle(() -> outcome.complete(request, body)));
    request.handler(chunk -> take(chunk, outcome));
    if (declaredLength() > limit) {
      settle(() -> outcome.tooLarge(request));
    } else if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  private void take(Buffer chunk, Outcome outcome) {
    if (settled) {
      throwAway(chunk.length());
    } else if (body.length() + chunk.length() > limit) {
      settle(() -> outcome.tooLarge(request));
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void throwAway(int bytes) {
    thrownAway += bytes;
    if (thrownAway > MOST_THROWN_AWAY) {
      request.connection().close();
    }
  }

  private void settle(Runnable outcome) {
    if (!settled) {
      settled = true;
      outcome.run();
    }
  }

  private long declaredLength() {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The HTTP codec has refused everything but digits already.
    return length == null ? 0 : Long.parseLong(length.strip());
  }
}
