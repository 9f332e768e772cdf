package dev.weft.stack.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded broker differs from an empty open one.
 *
 * @param brokerXml addresses, queues and rights in Artemis' own format; directories and acceptors
 *     in it are replaced
 * @param passwords password by user; each user has the role of its own name. With no user at all
 *     the broker asks nobody who they are.
 */
public record BrokerSettings(@Nullable Path brokerXml, Map<String, String> passwords) {

  public BrokerSettings {
    passwords = Map.copyOf(passwords);
  }

  /** No addresses, no users. */
  public static BrokerSettings open() {
    return new BrokerSettings(null, Map.of());
  }

  @Override
  public String toString() {
    return "BrokerSettings[brokerXml=%s, users=%s]".formatted(brokerXml, passwords.keySet());
  }
}
