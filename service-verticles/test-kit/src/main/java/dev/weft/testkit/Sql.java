package dev.weft.testkit;

import dev.weft.stack.embedded.FreshDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements of a test, past the service. */
final class Sql {

  private Sql() {}

  static Connection connect(FreshDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  static void execute(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage() + " in:\n" + sql, e);
    }
  }

  /** The only value of the only row. */
  static <T> T single(Connection connection, String sql, Class<T> type) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1, type);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows as PostgreSQL writes their values, with a bar between them. */
  static List<String> rows(Connection connection, String sql, String... parameters) {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return rows(statement.executeQuery());
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage() + " in:\n" + sql, e);
    }
  }

  private static List<String> rows(ResultSet rows) throws SQLException {
    try (rows) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        var values = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        all.add(String.join(" | ", values));
      }
      return all;
    }
  }

  static void autoCommit(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
