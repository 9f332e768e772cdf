package dev.weft.testkit;

import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * An Artemis with the addresses, queues and rights of {@code conf/broker/broker.xml}: the service
 * under test may do what it may do in earnest, and the test is an operator.
 */
final class ArtemisOfTest implements BrokerOfTest {

  private static final String PASSWORD = "secret-of-the-test";

  private static final String OPERATOR = "weft-operator";

  private final String service;
  private final Path directory;
  private final EmbeddedBroker server;

  private ArtemisOfTest(String service, Path directory, EmbeddedBroker server) {
    this.service = service;
    this.directory = directory;
    this.server = server;
  }

  /** With a subscription of the test's own to everything that the service emits. */
  static ArtemisOfTest start(String service, Kinds kinds) {
    try {
      var directory = Files.createTempDirectory("weft-test-broker-");
      var settings = new BrokerSettings(brokerXml(), Map.of(service, PASSWORD, OPERATOR, PASSWORD));
      var server = EmbeddedBroker.start(directory, 0, settings);
      for (var type : kinds.emitted().types()) {
        server.createSubscription(type, queue(type, Surroundings.NAME));
      }
      return new ArtemisOfTest(service, directory, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Broker service(Vertx vertx) {
    return connection(vertx, service);
  }

  @Override
  public Broker operator(Vertx vertx) {
    return connection(vertx, OPERATOR);
  }

  private Broker connection(Vertx vertx, String user) {
    var account = new AmqpSettings.User(user, PASSWORD);
    return new AmqpBroker(
        vertx, AmqpSettings.of("127.0.0.1", server.port(), account), new Artemis());
  }

  @Override
  public boolean nothingFor(String subscriber, Iterable<String> types) {
    for (var type : types) {
      if (server.messagesIn(queue(type, subscriber)) > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    server.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String queue(String type, String subscriber) {
    return type + "." + subscriber;
  }

  private static Path brokerXml() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var file = at.resolve("conf/broker/broker.xml");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no conf/broker/broker.xml above the working directory");
  }
}
