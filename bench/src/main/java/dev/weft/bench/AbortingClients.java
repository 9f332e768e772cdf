package dev.weft.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask and hang up before, while or after the answer comes. */
final class AbortingClients {
  private static final int EVERY_MILLIS = 50;
  private static final int LONGEST_STAY = 12;

  private final Vertx vertx;
  private final NetClient client;
  private final int port;
  private final String request;
  private final Random random;
  private final AtomicLong count = new AtomicLong();

  AbortingClients(Vertx vertx, int port, String path, Random random) {
    this.vertx = vertx;
    this.client = vertx.createNetClient();
    this.port = port;
    this.request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    this.random = random;
  }

  void start() {
    vertx.setPeriodic(EVERY_MILLIS, _ -> one(1 + random.nextInt(LONGEST_STAY)));
  }

  long count() {
    return count.get();
  }

  private void one(int stay) {
    client
        .connect(port, "127.0.0.1")
        .onSuccess(
            socket -> {
              socket.write(request);
              count.incrementAndGet();
              vertx.setTimer(stay, _ -> socket.close());
            });
  }
}
