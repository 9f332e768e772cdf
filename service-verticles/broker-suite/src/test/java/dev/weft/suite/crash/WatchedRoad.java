package dev.weft.suite.crash;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** The way of a process to its database or broker, with a trap on it. */
final class WatchedRoad {

  private final NetServer server;
  private final NetClient client;
  private final int target;
  private final Protocol protocol;
  private volatile Trap trap = new Trap();

  /** How connections are understood. */
  interface Protocol {
    Wire between(Trap trap, NetSocket process, NetSocket server);
  }

  private WatchedRoad(Vertx vertx, int target, Protocol protocol) {
    this.target = target;
    this.protocol = protocol;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
  }

  static WatchedRoad to(Vertx vertx, int target, Protocol protocol) {
    var road = new WatchedRoad(vertx, target, protocol);
    road.server.listen(0, "127.0.0.1").await();
    return road;
  }

  int port() {
    return server.actualPort();
  }

  /** For connections from now on; those of an earlier process keep theirs. */
  void lay(Trap next) {
    trap = next;
  }

  private void accept(NetSocket process) {
    var mine = trap;
    process.pause();
    client
        .connect(target, "127.0.0.1")
        .onFailure(_ -> process.close())
        .onSuccess(
            there -> {
              protocol.between(mine, process, there).open();
              process.resume();
            });
  }
}
