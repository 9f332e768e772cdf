package dev.weft.kit.messaging;

import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.Road;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real broker with the project's configuration that can be stopped and started on one port. */
public final class TestBroker implements BrokerUnderTest, AutoCloseable {

  private static final Path BROKER_XML = Path.of("../../conf/broker/broker.xml");

  private final Path directory;
  private final BrokerSettings settings;
  private EmbeddedBroker broker;
  private final int port;

  private TestBroker(Path directory, Map<String, String> passwords) {
    this.directory = directory;
    this.settings = new BrokerSettings(BROKER_XML, passwords);
    this.broker = EmbeddedBroker.start(directory, 0, settings);
    this.port = broker.port();
  }

  /** A broker that asks nobody who they are. */
  public static TestBroker open(Path directory) {
    return new TestBroker(directory, Map.of());
  }

  /** A broker with users. */
  public static TestBroker secured(Path directory, Map<String, String> passwords) {
    return new TestBroker(directory, passwords);
  }

  /** A connection to an open broker by way of a port, which may be a proxy's; not started. */
  public static AmqpBroker connection(Vertx vertx, int port, Duration sendTimeout) {
    var settings = AmqpSettings.anonymous("127.0.0.1", port).withSendTimeout(sendTimeout);
    return new AmqpBroker(vertx, settings, new Artemis());
  }

  @Override
  public Road road(Vertx vertx) {
    var proxy = TcpProxy.to(vertx, port);
    return Road.by(proxy, timeout -> connection(vertx, proxy.port(), timeout));
  }

  @Override
  public void create(SubscriptionName subscription) {
    broker.createSubscription(subscription.type(), new Artemis().queue(subscription));
  }

  @Override
  public void delete(SubscriptionName subscription) {
    broker.deleteSubscription(new Artemis().queue(subscription));
  }

  @Override
  public boolean sharesKeys() {
    return true;
  }

  public int port() {
    return port;
  }

  public EmbeddedBroker broker() {
    return broker;
  }

  @Override
  public void stop() {
    broker.close();
  }

  @Override
  public void startAgain() {
    broker = EmbeddedBroker.start(directory, port, settings);
  }

  @Override
  public void close() {
    broker.close();
  }
}
