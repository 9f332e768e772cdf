package dev.weft.stack;

import dev.weft.kit.BrokerConfig;
import dev.weft.kit.CallTokenConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.HttpConfig;
import dev.weft.kit.ServiceConfig;
import dev.weft.node.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the configuration that a service elsewhere reads from its file. */
record ServiceSettings(NodeConfig node, Backing backing, Path jwks) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int POOL_SIZE = 8;
  // Longer than on a server: the first start shares a small computer with all other parts.
  private static final Duration POOL_WAIT = Duration.ofSeconds(10);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

  ServiceConfig of(String service) {
    return new ServiceConfig(
        node,
        HttpConfig.anyPort(),
        database(service, backing.credentials().database().getOrDefault(service, "")),
        broker(service, backing.credentials().broker().getOrDefault(service, "")),
        CallTokenConfig.of(jwks));
  }

  private DatabaseConfig database(String service, String password) {
    return new DatabaseConfig(
        LOOPBACK,
        backing.database().port(),
        service,
        service,
        password,
        POOL_SIZE,
        POOL_WAIT,
        STATEMENT_TIMEOUT);
  }

  private BrokerConfig broker(String service, String password) {
    return BrokerConfig.artemis(LOOPBACK, backing.broker().port(), service, password)
        .withObserver(
            Backing.OBSERVER, backing.credentials().broker().getOrDefault(Backing.OBSERVER, ""));
  }
}
