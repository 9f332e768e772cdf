package dev.weft.relay;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.BrokerConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.MessagesConfig;
import dev.weft.node.ManagementConfig;
import dev.weft.node.NodeConfig;
import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** A program that is no service of the kit: it has a database, and knows SQL. */
final class Till implements AutoCloseable {

  static final String TYPE = "foodmart.orders.OrderPlaced";

  private static final String QUEUE = "foodmart.orders.OrderPlaced.stock";

  private final FreshDatabase database = SharedDatabase.fresh("till");
  private final EmbeddedBroker broker;

  Till(Path directory) {
    this.broker =
        EmbeddedBroker.start(
            directory, 0, new BrokerSettings(Path.of("../../conf/broker/broker.xml"), Map.of()));
  }

  RelayConfig config(boolean migrate) {
    return new RelayConfig(
        new NodeConfig(
            null, "default", new ManagementConfig("127.0.0.1", 0), null, Duration.ofSeconds(20)),
        "till",
        DatabaseConfig.of(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password()),
        BrokerConfig.artemis("127.0.0.1", broker.port(), "till", "any"),
        migrate,
        MessagesConfig.USUAL);
  }

  /** The same as a file. */
  String yaml(int managementPort) {
    return """
    node: { management: { port: %d } }
    service: till
    database: { port: %d, name: %s, user: %s, password: "%s" }
    broker: { port: %d, user: till, password: any }
    """
        .formatted(
            managementPort,
            database.port(),
            database.name(),
            database.user(),
            database.password(),
            broker.port());
  }

  void run(String sql) {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String sql) {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url() {
    return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
  }

  long unsent() {
    return number("SELECT count(*) FROM weft_outbox");
  }

  long published() {
    return number("SELECT coalesce(sum(count), 0) FROM weft_published");
  }

  /** Relays that hold partitions. */
  long relays() {
    return number(
        "SELECT count(DISTINCT holder) FROM weft_partition WHERE until > clock_timestamp()");
  }

  /** At the broker, for the only subscription. */
  long arrived() {
    return broker.messagesIn(QUEUE);
  }

  static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Override
  public void close() {
    broker.close();
  }
}
