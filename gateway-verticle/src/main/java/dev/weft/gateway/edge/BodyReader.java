package dev.weft.gateway.edge;

import dev.weft.gateway.coding.ContentCoding;
import dev.weft.gateway.coding.Unpacked;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads the body of a request up to a limit. */
final class BodyReader {
  private final Visit visit;
  private final long limit;
  private final Buffer body = Buffer.buffer();
  private boolean refused;

  private BodyReader(Visit visit, Limit limit) {
    this.visit = visit;
    this.limit = limit.bytes();
  }

  /** What a client may take up with a body. */
  record Limit(Vertx vertx, long bytes, Duration time) {}

  /** Whether the request says itself that its body is too large. */
  static boolean isAcceptable(Visit visit, long limit) {
    var length = visit.request().headers().get(HttpHeaders.CONTENT_LENGTH);
    // A length that is no number has been refused by the parser; one of many digits is too large.
    return length == null || (length.length() < 18 && Long.parseLong(length) <= limit);
  }

  /** Reads a body; one that is compressed is unpacked, to no more than the same limit. */
  static void read(Visit visit, Limit limit, Consumer<Buffer> whole) {
    var encoding = visit.request().headers().get(HttpHeaders.CONTENT_ENCODING);
    boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
    var coding = plain ? null : ContentCoding.of(encoding);
    if (!plain && coding == null) {
      visit.response().headers().set(HttpHeaders.ACCEPT_ENCODING, ContentCoding.accepted());
      Problems.write(visit, 415, "The request's body has an encoding that is not known here.");
      return;
    }
    var reader = new BodyReader(visit, limit);
    var request = visit.request();
    var vertx = limit.vertx();
    long timer = vertx.setTimer(limit.time().toMillis(), _ -> reader.tooSlow());
    visit.response().closeHandler(_ -> reader.gone(vertx, timer));
    request.exceptionHandler(why -> reader.broken(vertx, timer, why));
    request.handler(reader::take);
    request.endHandler(
        _ -> {
          vertx.cancelTimer(timer);
          if (!reader.refused) {
            if (coding == null) {
              whole.accept(reader.body);
            } else {
              reader.unpack(coding, whole);
            }
          }
        });
  }

  private void gone(Vertx vertx, long timer) {
    vertx.cancelTimer(timer);
    visit.end(Visit.CLIENT_CLOSED_REQUEST);
  }

  private void broken(Vertx vertx, long timer, Throwable why) {
    if (why instanceof IOException || why instanceof VertxException) {
      gone(vertx, timer);
    } else if (!refused) {
      vertx.cancelTimer(timer);
      refused = true;
      Problems.writeAndClose(visit, 400, "The request's body is not valid HTTP.");
    }
  }

  private void tooSlow() {
    if (!refused) {
      refused = true;
      Problems.writeAndClose(visit, 408, "The request's body did not come in time.");
    }
  }

  private void unpack(ContentCoding coding, Consumer<Buffer> whole) {
    switch (coding.unpack(body.getBytes(), limit)) {
      case Unpacked.Plain(var bytes) -> whole.accept(Buffer.buffer(bytes));
      case Unpacked.Refused refused -> {
        if (refused == Unpacked.Refused.TOO_LARGE) {
          tooLarge();
        } else {
          Problems.write(visit, 400, "The request's body is not properly compressed.");
        }
      }
    }
  }

  private void tooLarge() {
    Problems.write(visit, 413, "The request's body is larger than this gateway takes.");
  }

  private void take(Buffer chunk) {
    if (refused) {
      return;
    }
    if (body.length() + chunk.length() > limit) {
      refused = true;
      tooLarge();
    } else {
      body.appendBuffer(chunk);
    }
  }
}
