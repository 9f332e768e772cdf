package dev.weft.kit.db;

import dev.weft.kit.DatabaseConfig;
import dev.weft.node.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database up to date: first the kit's own tables, then the service's, each with a history
 * of its own. Instances that start at the same time go one after the other. Blocks its thread.
 */
public final class Migrations {

  /** The newest of the kit's own migrations. */
  static final int KIT_VERSION = 10;

  private static final String KIT_HISTORY = "weft_kit_history";

  private static final long LOCK = 0x5745_4654_4D49_4752L;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Migrations() {}

  /**
   * Runs what is missing.
   *
   * @param serviceLocation where the service's migrations stand on the class path, if it has any
   * @throws SQLException if the database cannot be reached
   */
  public static void run(DatabaseConfig config, @Nullable String serviceLocation)
      throws SQLException {
    try (var connection =
        DriverManager.getConnection(url(config), config.user(), config.password())) {
      lock(connection);
      migrate(config, KIT_HISTORY, "db/weft-kit");
      if (serviceLocation != null) {
        migrate(config, "weft_service_history", serviceLocation);
      }
    }
  }

  /**
   * Whether the kit's tables are there, of this version or a newer one. Blocks its thread.
   *
   * @throws SQLException if the database cannot be asked
   */
  public static boolean hasKit(DatabaseConfig config) throws SQLException {
    try (var connection =
            DriverManager.getConnection(url(config), config.user(), config.password());
        var statement = connection.createStatement()) {
      return holds(statement, "SELECT to_regclass('" + KIT_HISTORY + "') IS NOT NULL")
          && holds(
              statement,
              "SELECT coalesce(max(version::int), 0) >= %d FROM %s WHERE success"
                  .formatted(KIT_VERSION, KIT_HISTORY));
    }
  }

  private static boolean holds(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /**
   * Runs what is missing, for a process that starts.
   *
   * @param who the process is, in a sentence
   * @throws StartFailure if that can not be done
   */
  public static void runAtStart(
      String who, DatabaseConfig config, @Nullable String serviceLocation) {
    try {
      run(config, serviceLocation);
    } catch (SQLException e) {
      throw cannot(who, "reach its database " + config, e);
    } catch (FlywayException e) {
      throw cannot(who, "migrate its database " + config, e);
    }
  }

  private static StartFailure cannot(String who, String what, Exception cause) {
    var reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StartFailure(who + " cannot " + what + ": " + reason, cause);
  }

  /**
   * Waits by asking again: a statement that waits inside PostgreSQL would hold a snapshot, for
   * which a CREATE INDEX CONCURRENTLY in a migration would wait in turn. The lock goes with the
   * session.
   */
  private static void lock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, LOCK);
      while (true) {
        try (var rows = statement.executeQuery()) {
          if (rows.next() && rows.getBoolean(1)) {
            return;
          }
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new SQLException("interrupted while another instance migrates the database");
        }
      }
    }
  }

  private static void migrate(DatabaseConfig config, String history, String location) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(url(config), config.user(), config.password())
        .locations("classpath:" + location)
        .failOnMissingLocations(true)
        .table(history)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }

  private static String url(DatabaseConfig config) {
    return "jdbc:postgresql://%s:%d/%s?connectTimeout=5&loginTimeout=5&tcpKeepAlive=true"
        .formatted(config.host(), config.port(), config.name());
  }
}
