package dev.weft.suite.crash;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** One connection of a process, as far as its protocol is understood. Runs on one event loop. */
abstract class Wire {

  private final Trap trap;
  private final NetSocket process;
  private final NetSocket server;

  Wire(Trap trap, NetSocket process, NetSocket server) {
    this.trap = trap;
    this.process = process;
    this.server = server;
  }

  /** Takes over both sockets. */
  final void open() {
    var toServer = new Frames(start -> length(true, start), frame -> passing(true, frame));
    var toProcess = new Frames(start -> length(false, start), frame -> passing(false, frame));
    process.handler(toServer::add);
    server.handler(toProcess::add);
    // A process that is killed resets what it has not read.
    process.exceptionHandler(_ -> server.close()).closeHandler(_ -> server.close());
    server.exceptionHandler(_ -> process.close()).closeHandler(_ -> process.close());
  }

  /** How long the first frame of some bytes is. */
  abstract int length(boolean toServer, Buffer start);

  /** A frame has come, and may pass. */
  abstract void passing(boolean toServer, Buffer frame);

  /** For what no point is about. */
  final void pass(boolean toServer, Buffer frame) {
    if (!trap.shut()) {
      (toServer ? server : process).write(frame);
    }
  }

  /** False when it was kept back. */
  final boolean pass(boolean toServer, Buffer frame, Passage passage) {
    var to = toServer ? server : process;
    return switch (trap.judge(passage)) {
      case PASSES -> {
        to.write(frame);
        yield true;
      }
      case PASSES_LAST -> {
        to.write(frame).onComplete(_ -> trap.spring());
        yield true;
      }
      case IS_KEPT_BACK -> false;
    };
  }
}
