package dev.weft.kit.messaging;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A broker, the databases of two services, and the instances that a test starts on them. */
public final class Stage implements AutoCloseable {

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final @Nullable TestBroker artemis;
  private final Supplier<Broker> connections;
  private final TestDatabase orders = TestDatabase.fresh(vertx);
  private final TestDatabase stock = TestDatabase.fresh(vertx);
  private final List<Party> parties = new ArrayList<>();

  /** With an Artemis of its own. */
  public Stage(Path directory) {
    var own = TestBroker.open(directory);
    this.artemis = own;
    this.connections = () -> TestBroker.connection(vertx, own.port(), SEND_TIMEOUT);
  }

  /** On a broker that is there. */
  public Stage(Function<Vertx, Supplier<Broker>> broker) {
    this.artemis = null;
    this.connections = broker.apply(vertx);
  }

  public Vertx vertx() {
    return vertx;
  }

  public TestBroker artemis() {
    return Objects.requireNonNull(artemis);
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

  /** Another service, not yet started, on a database of its own. */
  public Party.Builder party(String service, TestDatabase database) {
    return Party.of(vertx, service, database, connections);
  }

  /** An emitter, not yet started. */
  public Party.Builder ordersService() {
    return party("orders", orders);
  }

  /** A reader, not yet started and without a handler. */
  public Party.Builder stockService() {
    return party("stock", stock);
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
    if (artemis != null) {
      artemis.close();
    }
    vertx.close().await();
  }
}
