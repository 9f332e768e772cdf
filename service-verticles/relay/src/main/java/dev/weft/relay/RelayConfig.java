package dev.weft.relay;

import dev.weft.kit.BrokerConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.MessagesConfig;
import dev.weft.node.NodeConfig;
import dev.weft.node.config.Default;
import java.util.regex.Pattern;

/**
 * The configuration file of a relay.
 *
 * @param service whose messages these are; {@code /service} is their CloudEvents source
 * @param migrate whether the relay makes the outbox's tables and keeps them up to date
 */
public record RelayConfig(
    NodeConfig node,
    String service,
    DatabaseConfig database,
    BrokerConfig broker,
    @Default("true") boolean migrate,
    MessagesConfig messages) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public RelayConfig {
    if (!NAME.matcher(service).matches()) {
      throw new IllegalArgumentException(
          "service must be a name of small letters, digits and dashes");
    }
  }
}
