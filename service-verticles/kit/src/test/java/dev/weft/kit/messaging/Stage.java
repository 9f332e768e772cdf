package dev.weft.kit.messaging;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A broker, the databases of two services, and the instances that a test starts on them. */
public final class Stage implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final TestBroker artemis;
  private final TestDatabase orders = TestDatabase.fresh(vertx);
  private final TestDatabase stock = TestDatabase.fresh(vertx);
  private final List<Party> parties = new ArrayList<>();

  public Stage(Path directory) {
    this.artemis = TestBroker.open(directory);
  }

  public Vertx vertx() {
    return vertx;
  }

  public TestBroker artemis() {
    return artemis;
  }

  public TestDatabase orders() {
    return orders;
  }

  public TestDatabase stock() {
    return stock;
  }

  public TcpProxy proxyTo(int port) {
    return TcpProxy.to(vertx, port);
  }

  /** An emitter, not yet started. */
  public Party.Builder ordersService() {
    return Party.of(vertx, "orders", orders, artemis.port());
  }

  /** A reader, not yet started and without a handler. */
  public Party.Builder stockService() {
    return Party.of(vertx, "stock", stock, artemis.port());
  }

  /** Starts an instance that is stopped with the stage. */
  public Party start(Party.Builder builder) {
    var party = builder.start();
    parties.add(party);
    return party;
  }

  public void stop(Party party) {
    parties.remove(party);
    party.stop();
  }

  /** Waits for something that may take some seconds on a busy machine. */
  public static void eventually(Callable<Boolean> condition) {
    eventually(Duration.ofSeconds(40), condition);
  }

  /** Waits for something that takes its time. */
  public static void eventually(Duration atMost, Callable<Boolean> condition) {
    await().atMost(atMost).until(condition);
  }

  /** Waits for a latch inside of code that can throw nothing. */
  public static void wait(CountDownLatch latch) {
    try {
      if (!latch.await(40, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the latch");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    parties.forEach(Party::stop);
    artemis.close();
    vertx.close().await();
  }
}
