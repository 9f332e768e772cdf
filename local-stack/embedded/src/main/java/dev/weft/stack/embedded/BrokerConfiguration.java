package dev.weft.stack.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/** Artemis' configuration for a broker in a data directory: AMQP on loopback, durable journal. */
final class BrokerConfiguration {

  static final String ACCEPTOR = "amqp";

  private static final int JOURNAL_FLUSH_NANOS = 200_000;
  private static final long LEAST_FREE_BYTES = 100L << 20;

  private BrokerConfiguration() {}

  static Configuration of(Path dataDir, int port, BrokerSettings settings) {
    Configuration configuration = base(settings.brokerXml());
    String data = dataDir.toAbsolutePath() + "/";
    configuration
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO)
        .setJournalDirectory(data + "journal")
        .setBindingsDirectory(data + "bindings")
        .setPagingDirectory(data + "paging")
        .setLargeMessagesDirectory(data + "large-messages")
        .setNodeManagerLockDirectory(data + "journal")
        .setJMXManagementEnabled(false)
        .setSecurityEnabled(!settings.passwords().isEmpty())
        .setAcceptorConfigurations(Set.of(acceptor(port)));
    return configuration;
  }

  private static Configuration base(@Nullable Path brokerXml) {
    if (brokerXml != null) {
      return read(brokerXml);
    }
    AddressSettings nothingByItself =
        new AddressSettings()
            .setAutoCreateAddresses(false)
            .setAutoCreateQueues(false)
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false);
    return new ConfigurationImpl()
        .setName("weft")
        .setJournalPoolFiles(10)
        .setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NANOS)
        .setMessageExpiryScanPeriod(-1)
        // A share of the whole disk would silence the broker on any well-filled computer.
        .setMaxDiskUsage(-1)
        .setMinDiskFree(LEAST_FREE_BYTES)
        .addAddressSetting("#", nothingByItself);
  }

  private static Configuration read(Path brokerXml) {
    if (!Files.isReadable(brokerXml)) {
      throw new EmbeddedException("the broker's configuration " + brokerXml + " cannot be read");
    }
    FileConfiguration configuration = new FileConfiguration();
    try {
      new FileDeploymentManager(brokerXml.toUri().toString())
          .addDeployable(configuration)
          .readConfiguration();
      return configuration;
    } catch (Exception e) { // what the method declares
      throw new EmbeddedException(
          "the broker's configuration %s is wrong: %s".formatted(brokerXml, e.getMessage()), e);
    }
  }

  private static TransportConfiguration acceptor(int port) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TransportConstants.HOST_PROP_NAME, Ports.LOOPBACK);
    parameters.put(TransportConstants.PORT_PROP_NAME, port);
    parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "AMQP");
    return new TransportConfiguration(
        NettyAcceptorFactory.class.getName(), parameters, ACCEPTOR, Map.of());
  }
}
