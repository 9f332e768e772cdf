package dev.weft.kit.db;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A long road to the database: its answers take a while. What is sent while an answer is on its way
 * belongs to the same round trip.
 */
final class LongRoad {

  private static final long ANSWER_TAKES_MS = 60;

  private final Vertx vertx;
  private final int target;
  private final NetServer server;
  private final NetClient client;
  private volatile AtomicInteger trips = new AtomicInteger();

  private LongRoad(Vertx vertx, int target) {
    this.vertx = vertx;
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
  }

  static LongRoad to(Vertx vertx, int target) {
    var road = new LongRoad(vertx, target);
    road.server.listen(0, "127.0.0.1").await();
    return road;
  }

  int port() {
    return server.actualPort();
  }

  /** Counts round trips that end from now on. */
  AtomicInteger count() {
    trips = new AtomicInteger();
    return trips;
  }

  private void accept(NetSocket near) {
    near.pause();
    client.connect(target, "127.0.0.1").onSuccess(far -> new Pair(near, far));
  }

  /** One connection; everything runs on its event loop. */
  private final class Pair {
    private boolean underWay;

    Pair(NetSocket near, NetSocket far) {
      near.handler(
          data -> {
            underWay = true;
            far.write(data);
          });
      far.handler(
          data ->
              vertx.setTimer(
                  ANSWER_TAKES_MS,
                  _ -> {
                    if (underWay) {
                      underWay = false;
                      trips.incrementAndGet();
                    }
                    near.write(data);
                  }));
      near.closeHandler(_ -> far.close());
      far.closeHandler(_ -> near.close());
      near.resume();
    }
  }
}
