package dev.weft.stack.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases and their roles, made by the superuser. */
final class DatabaseRoles {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  private final PGSimpleDataSource superuser = new PGSimpleDataSource();

  DatabaseRoles(int port, String password) {
    superuser.setServerNames(new String[] {Ports.LOOPBACK});
    superuser.setPortNumbers(new int[] {port});
    superuser.setDatabaseName("postgres");
    superuser.setUser("postgres");
    superuser.setPassword(password);
  }

  void create(String name, String password) {
    String identifier = identifier(name);
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      boolean roleThere = exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name);
      statement.execute(
          "%s ROLE %s LOGIN PASSWORD '%s'"
              .formatted(roleThere ? "ALTER" : "CREATE", identifier, password.replace("'", "''")));
      if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
        statement.execute("CREATE DATABASE %s OWNER %s".formatted(identifier, identifier));
      }
    } catch (SQLException e) {
      throw new EmbeddedException("cannot create database " + name + ": " + e.getMessage(), e);
    }
  }

  void drop(String name) {
    String identifier = identifier(name);
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(identifier));
      statement.execute("DROP ROLE IF EXISTS " + identifier);
    } catch (SQLException e) {
      throw new EmbeddedException("cannot drop database " + name + ": " + e.getMessage(), e);
    }
  }

  String serverVersion() {
    try (Connection connection = superuser.getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new EmbeddedException("PostgreSQL does not answer: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static String identifier(String name) {
    if (!NAME.matcher(name).matches() || name.equals("postgres")) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    return '"' + name + '"';
  }
}
