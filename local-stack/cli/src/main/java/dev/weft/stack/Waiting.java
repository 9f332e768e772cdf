package dev.weft.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Counts the messages that are under way: in the services' outboxes and in the broker's queues. */
record Waiting(Backing backing) {

  /**
   * A message is in an outbox until the broker has it, so outboxes are counted first: a message may
   * be counted twice, never missed.
   */
  long messages() {
    long inOutboxes = 0;
    for (Map.Entry<String, String> entry : backing.credentials().database().entrySet()) {
      inOutboxes += inOutbox(entry.getKey(), entry.getValue());
    }
    return inOutboxes + backing.broker().messages();
  }

  private long inOutbox(String service, String password) {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(backing.database().port(), service);
    try (Connection connection = DriverManager.getConnection(url, service, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM weft_outbox")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new StackException("cannot count the outbox of " + service, e);
    }
  }
}
