package dev.weft.testkit;

import dev.weft.kit.CallTokenConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.HttpConfig;
import dev.weft.kit.ServiceConfig;
import dev.weft.node.ManagementConfig;
import dev.weft.node.NodeConfig;
import dev.weft.stack.embedded.FreshDatabase;
import java.time.Duration;

/**
 * The configuration of a service under test: free ports, no cluster, no call token; its broker is
 * handed to it.
 */
final class Settings {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int POOL_SIZE = 8;
  private static final Duration GRACE = Duration.ofSeconds(20);

  private Settings() {}

  static ServiceConfig of(String service, FreshDatabase database) {
    return new ServiceConfig(
        new NodeConfig(
            service + "-test", "default", new ManagementConfig(LOOPBACK, 0), null, GRACE),
        HttpConfig.anyPort(),
        new DatabaseConfig(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password(),
            POOL_SIZE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30)),
        null,
        CallTokenConfig.notRequired());
  }
}
