package dev.weft.testkit.brokerfiles;

import dev.weft.kit.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The configuration of brokers as it follows from what services declare: a place for every type
 * that somebody reads, a queue for every subscription, and for every service the right to send its
 * own types and to read its own subscriptions, and no other.
 */
public final class BrokerFiles {

  /** The system property that makes {@link #check} write. */
  public static final String WRITE = "weft.broker.files";

  private final Traffic traffic;

  private BrokerFiles(Traffic traffic) {
    this.traffic = traffic;
  }

  /** For a broker that these services share. */
  public static BrokerFiles of(Collection<Service> services) {
    return new BrokerFiles(Traffic.of(services));
  }

  /**
   * Makes sure of {@code broker.xml} and {@code rabbitmq-definitions.json} in a directory. With
   * {@code -Dweft.broker.files=write} they are written.
   *
   * @throws AssertionError when a file is not as it should be, with how to mend it
   */
  public void check(Path directory) {
    var artemis = directory.resolve("broker.xml");
    check(artemis, ArtemisFile.updated(read(artemis), traffic));
    check(directory.resolve("rabbitmq-definitions.json"), RabbitDefinitions.of(traffic));
  }

  private static void check(Path file, String wanted) {
    try {
      if ("write".equals(System.getProperty(WRITE))) {
        Files.writeString(file, wanted);
      } else if (!read(file).equals(wanted)) {
        throw new AssertionError(
            file + " is not what the services declare; run this test with -D" + WRITE + "=write");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
