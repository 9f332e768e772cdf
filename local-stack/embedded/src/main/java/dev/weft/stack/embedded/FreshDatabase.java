package dev.weft.stack.embedded;

/** An empty database of a test's own and how to enter it. */
public record FreshDatabase(String host, int port, String name, String user, String password) {

  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }
}
