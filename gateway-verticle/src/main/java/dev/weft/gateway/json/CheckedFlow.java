package dev.weft.gateway.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Breaks a flow as soon as what came so far cannot be acceptable JSON. */
final class CheckedFlow implements Flow, Flow.Reader {
  private final Flow flow;
  private final JsonScanner scanner;
  private Reader reader = NOBODY;

  private static final Reader NOBODY =
      new Reader() {
        @Override
        public void bytes(Buffer bytes) {}

        @Override
        public void end() {}

        @Override
        public void broken() {}
      };

  CheckedFlow(Flow flow, JsonScanner scanner) {
    this.flow = flow;
    this.scanner = scanner;
  }

  @Override
  public long length() {
    return flow.length();
  }

  @Override
  public void start(Reader next) {
    reader = next;
    flow.start(this);
  }

  @Override
  public void pause() {
    flow.pause();
  }

  @Override
  public void resume() {
    flow.resume();
  }

  @Override
  public void cancel() {
    flow.cancel();
  }

  @Override
  public void onBroken(Runnable told) {
    flow.onBroken(told);
  }

  @Override
  public void bytes(Buffer bytes) {
    var piece = ((BufferInternal) bytes).getByteBuf();
    int from = piece.readerIndex();
    int to = piece.writerIndex();
    boolean fine =
        piece.hasArray()
            ? scanner.feed(piece.array(), piece.arrayOffset() + from, piece.arrayOffset() + to)
            : scanner.feed(bytes.getBytes(), 0, to - from);
    if (fine) {
      reader.bytes(bytes);
    } else {
      flow.cancel();
    }
  }

  @Override
  public void end() {
    if (scanner.finish() == null) {
      reader.end();
    } else {
      reader.broken();
    }
  }

  @Override
  public void broken() {
    reader.broken();
  }
}
