package dev.weft.kit;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * The service's own PostgreSQL database, key {@code database}.
 *
 * @param poolSize most connections at a time
 * @param poolWait how long a transaction waits for a connection before it is refused
 * @param statementTimeout how long one statement may take, waiting for locks included
 */
public record DatabaseConfig(
    @Default("127.0.0.1") String host,
    @Default("5432") int port,
    String name,
    String user,
    String password,
    @Default("8") int poolSize,
    @Default("2s") Duration poolWait,
    @Default("10s") Duration statementTimeout) {

  public DatabaseConfig {
    if (poolSize < 1 || poolSize > 1000) {
      throw new IllegalArgumentException("pool-size must be from 1 to 1000");
    }
    if (!poolWait.isPositive() || !statementTimeout.isPositive()) {
      throw new IllegalArgumentException("pool-wait and statement-timeout must be positive");
    }
  }

  /** With the usual limits. */
  public static DatabaseConfig of(
      String host, int port, String name, String user, String password) {
    return new DatabaseConfig(
        host, port, name, user, password, 8, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /** The same with another number of connections. */
  public DatabaseConfig withPoolSize(int size) {
    return new DatabaseConfig(host, port, name, user, password, size, poolWait, statementTimeout);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + name;
  }
}
