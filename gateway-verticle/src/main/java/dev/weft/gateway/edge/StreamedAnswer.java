package dev.weft.gateway.edge;

import dev.weft.gateway.json.Flow;
import dev.weft.gateway.json.Splice;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer with parts that are too large to be kept: what is there, then a part as it
 * comes, at the pace the client takes it, then what follows. A part that breaks cuts the answer
 * off, so that nobody takes half of it for whole.
 */
final class StreamedAnswer implements Flow.Reader {
  private static final int BAD_GATEWAY = 502;

  private final Visit visit;
  private final HttpServerResponse response;
  private final int status;
  private final Vertx vertx;
  private final long watch;
  private Splice now;
  private @Nullable Flow flow;
  private boolean moved;
  private boolean paused;
  private boolean over;

  private StreamedAnswer(Visit visit, int status, Splice body, Vertx vertx, Duration idle) {
    this.visit = visit;
    this.response = visit.response();
    this.status = status;
    this.now = body;
    this.vertx = vertx;
    this.watch = vertx.setPeriodic(Math.max(1, idle.toMillis()), _ -> look());
  }

  /**
   * Writes the body; the head is set already.
   *
   * @param idle for so long a part may stand still; a client that does is not looked for here
   */
  static void write(Visit visit, int status, Splice body, Vertx vertx, Duration idle) {
    var answer = new StreamedAnswer(visit, status, body, vertx, idle);
    answer.response.closeHandler(_ -> answer.clientGone());
    answer.next();
  }

  private void next() {
    moved = true;
    flow = now.flow();
    var following = now.afterFlow();
    if (now.length() > 0) {
      writeKept(now);
    }
    if (flow == null || following == null) {
      finish();
      return;
    }
    now = following;
    flow.start(this);
  }

  private void writeKept(Splice kept) {
    var bytes = kept.toPooled();
    response.write(BufferInternal.buffer(bytes)).onComplete(_ -> bytes.release());
  }

  @Override
  public void bytes(Buffer bytes) {
    moved = true;
    if (over || flow == null) {
      return;
    }
    response.write(bytes);
    if (response.writeQueueFull()) {
      var held = flow;
      paused = true;
      held.pause();
      response.drainHandler(
          _ -> {
            paused = false;
            moved = true;
            held.resume();
          });
    }
  }

  @Override
  public void end() {
    if (!over) {
      next();
    }
  }

  @Override
  public void broken() {
    if (!over) {
      stop(BAD_GATEWAY);
      var _ = response.reset();
    }
  }

  private void finish() {
    stop(status);
    var _ = response.end();
    UnreadBody.leave(visit.request());
  }

  private void clientGone() {
    if (!over) {
      stop(Visit.CLIENT_CLOSED_REQUEST);
    }
  }

  private void look() {
    if (!moved && !paused) {
      broken();
    }
    moved = false;
  }

  private void stop(int endStatus) {
    over = true;
    vertx.cancelTimer(watch);
    visit.end(endStatus);
    if (flow != null) {
      flow.cancel();
    }
    now.cancel();
  }
}
