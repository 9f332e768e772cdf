package dev.weft.testkit.memory;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A way to a broker in memory that a test can disturb. */
public final class MemoryRoad {

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

  private final MemoryBroker server;
  private final Vertx vertx;
  private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;
  private volatile boolean refusing;

  MemoryRoad(MemoryBroker server, Vertx vertx) {
    this.server = server;
    this.vertx = vertx;
  }

  /** A connection by this way, not started. */
  public Broker connection() {
    return connection(SEND_TIMEOUT);
  }

  /** A connection that gives the broker up after so long without an answer; not started. */
  public Broker connection(Duration sendTimeout) {
    var connection = new MemoryConnection(server, this, vertx, sendTimeout);
    connections.add(connection);
    return connection;
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    onEach(connection -> connection.lose("cut"));
    onEach(MemoryConnection::connect);
  }

  /** The broker's answers and messages get lost from now on, or come again. */
  public void silent(boolean lost) {
    silent = lost;
    onEach(connection -> connection.silence(lost));
  }

  /** The broker is away from now on, or there again. */
  public void refuse(boolean refuse) {
    refusing = refuse;
    cut();
  }

  boolean isSilent() {
    return silent;
  }

  boolean isRefusing() {
    return refusing;
  }

  void left(MemoryConnection connection) {
    connections.remove(connection);
  }

  private void onEach(Consumer<MemoryConnection> action) {
    connections.forEach(
        connection -> connection.context().runOnContext(_ -> action.accept(connection)));
  }
}
