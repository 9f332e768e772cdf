package dev.weft.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts the messages that are under way: in the services' outboxes and in the broker's queues. */
final class Waiting implements AutoCloseable {

  private final Backing backing;
  private final List<Connection> databases = new ArrayList<>();

  private Waiting(Backing backing) {
    this.backing = backing;
  }

  /** Connects to every service's database; a log-in costs more than many counts. */
  static Waiting on(Backing backing) {
    Waiting waiting = new Waiting(backing);
    try {
      for (Map.Entry<String, String> service : backing.credentials().database().entrySet()) {
        String url =
            "jdbc:postgresql://127.0.0.1:%d/%s"
                .formatted(backing.database().port(), service.getKey());
        waiting.databases.add(
            DriverManager.getConnection(url, service.getKey(), service.getValue()));
      }
      return waiting;
    } catch (SQLException e) {
      waiting.close();
      throw new StackException("cannot look at the outboxes: " + e.getMessage(), e);
    }
  }

  /**
   * A message is in an outbox until the broker has it, so outboxes are counted first: a message may
   * be counted twice, never missed.
   */
  long messages() {
    long inOutboxes = 0;
    for (Connection database : databases) {
      inOutboxes += inOutbox(database);
    }
    return inOutboxes + backing.broker().messages();
  }

  private static long inOutbox(Connection database) {
    try (PreparedStatement count = database.prepareStatement("SELECT count(*) FROM weft_outbox");
        ResultSet rows = count.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new StackException("cannot count an outbox: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      for (Connection database : databases) {
        database.close();
      }
    } catch (SQLException e) {
      throw new StackException("cannot leave a database: " + e.getMessage(), e);
    }
  }
}
