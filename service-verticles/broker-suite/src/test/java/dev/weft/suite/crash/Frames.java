package dev.weft.suite.crash;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Cuts a stream of bytes into the frames of its protocol. */
final class Frames {

  /** No frame is shorter, and its length is known from so many bytes. */
  private static final int LEAST = 5;

  private final Length length;
  private final Consumer<Buffer> frames;
  private Buffer rest = Buffer.buffer();

  /** How long the first frame of some bytes is, of which {@link #LEAST} at least are there. */
  interface Length {
    int of(Buffer start);
  }

  Frames(Length length, Consumer<Buffer> frames) {
    this.length = length;
    this.frames = frames;
  }

  void add(Buffer data) {
    var bytes = rest.length() == 0 ? data : rest.appendBuffer(data);
    var at = 0;
    while (true) {
      var start = bytes.slice(at, bytes.length());
      if (start.length() < LEAST) {
        break;
      }
      var size = length.of(start);
      if (size > start.length()) {
        break;
      }
      frames.accept(start.getBuffer(0, size));
      at += size;
    }
    rest = bytes.getBuffer(at, bytes.length());
  }
}
