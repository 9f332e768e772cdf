package dev.weft.stack.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker of one's own on loopback, AMQP 1.0 only. Durable messages stay in its data
 * directory over restarts, also after its owner was killed. It needs the JVM flags of the project:
 * without them Artemis cannot start again on an existing journal.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final long ACTIVE_WITHIN_SECONDS = 60;

  private final DirectoryLock lock;
  private final ActiveMQServer server;
  private final int port;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private EmbeddedBroker(DirectoryLock lock, ActiveMQServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /** An open broker with no addresses but those that its journal holds. */
  public static EmbeddedBroker start(Path dataDir, int port) {
    return start(dataDir, port, BrokerSettings.open());
  }

  /**
   * Starts the broker on the journal in {@code dataDir}.
   *
   * @param port the port on 127.0.0.1, 0 for a free one
   * @throws EmbeddedException when it cannot start: port taken, directory in use, wrong broker.xml
   */
  public static EmbeddedBroker start(Path dataDir, int port, BrokerSettings settings) {
    long begin = System.nanoTime();
    DirectoryLock lock = DirectoryLock.take(dataDir, "the broker");
    try {
      int actualPort = Ports.claim(port, "the broker");
      ActiveMQServer server =
          new ActiveMQServerImpl(
              BrokerConfiguration.of(dataDir, actualPort, settings),
              BrokerUsers.manager(settings.passwords()));
      activate(server, dataDir);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      LOG.info("the broker is up on port {} after {} ms", actualPort, millis);
      return new EmbeddedBroker(lock, server, actualPort);
    } catch (EmbeddedException e) {
      lock.close();
      throw e;
    }
  }

  /** Artemis tells no failure of its activation to the caller of start: it has to be asked. */
  private static void activate(ActiveMQServer server, Path dataDir) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    server.registerActivationFailureListener(failure::set);
    try {
      server.start();
      if (server.waitForActivation(ACTIVE_WITHIN_SECONDS, TimeUnit.SECONDS)
          && failure.get() == null
          && server.getRemotingService().getAcceptor(BrokerConfiguration.ACCEPTOR).isStarted()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.set(e);
    } catch (Exception e) { // what the method declares
      failure.set(e);
    }
    Exception cause = Optional.ofNullable(failure.get()).orElseGet(IllegalStateException::new);
    stop(server);
    throw new EmbeddedException(
        "the broker in %s does not start: %s".formatted(dataDir, cause), cause);
  }

  public int port() {
    return port;
  }

  /** Artemis' own. */
  public String version() {
    return server.getVersion().getFullVersion();
  }

  /** False when the broker has stopped, by itself too. */
  public boolean isActive() {
    return server.isActive();
  }

  /** Declares an address and a durable queue on it that gets a copy of every message. */
  public void createSubscription(String address, String queue) {
    try {
      server.createQueue(
          QueueConfiguration.of(queue)
              .setAddress(address)
              .setRoutingType(RoutingType.MULTICAST)
              .setAutoCreateAddress(true)
              .setDurable(true),
          true);
    } catch (Exception e) { // what the method declares
      throw new EmbeddedException("cannot create queue " + queue + ": " + e.getMessage(), e);
    }
  }

  /** Deletes a queue with its messages, also under a live consumer. */
  public void deleteSubscription(String queue) {
    try {
      server.destroyQueue(SimpleString.of(queue), null, false, true);
    } catch (Exception e) { // what the method declares
      throw new EmbeddedException("cannot delete queue " + queue + ": " + e.getMessage(), e);
    }
  }

  /** Messages in the queue, those that a consumer holds unsettled included; 0 without the queue. */
  public long messagesIn(String queue) {
    Queue found = server.locateQueue(SimpleString.of(queue));
    return found == null ? 0 : found.getMessageCount();
  }

  /** Messages in all subscriptions together, those that consumers hold unsettled included. */
  public long messages() {
    return server
        .getPostOffice()
        .getAllBindings()
        .map(Binding::getBindable)
        .filter(Queue.class::isInstance)
        .map(Queue.class::cast)
        .filter(queue -> queue.getRoutingType() == RoutingType.MULTICAST)
        .mapToLong(Queue::getMessageCount)
        .sum();
  }

  /** Stops the broker; everything acknowledged stays on disk. */
  @Override
  public void close() {
    if (stopped.compareAndSet(false, true)) {
      stop(server);
      lock.close();
    }
  }

  private static void stop(ActiveMQServer server) {
    try {
      server.stop();
    } catch (Exception e) { // what the method declares
      throw new EmbeddedException("the broker does not stop: " + e.getMessage(), e);
    }
  }

  /**
   * {@code --data <dir> [--port <n>] [--config <broker.xml>] [--user <name>=<password>]...}: runs
   * until SIGTERM.
   */
  public static void main(String[] args) {
    EmbeddedMain.broker(args);
  }
}
