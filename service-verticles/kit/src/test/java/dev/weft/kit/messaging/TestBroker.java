package dev.weft.kit.messaging;

import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/** A real broker with the project's configuration that can be stopped and started on one port. */
public final class TestBroker implements AutoCloseable {

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

  public int port() {
    return port;
  }

  public EmbeddedBroker broker() {
    return broker;
  }

  public void stop() {
    broker.close();
  }

  public void startAgain() {
    broker = EmbeddedBroker.start(directory, port, settings);
  }

  @Override
  public void close() {
    broker.close();
  }
}
