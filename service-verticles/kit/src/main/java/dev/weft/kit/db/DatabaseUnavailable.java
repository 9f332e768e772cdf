package dev.weft.kit.db;

/** The database could not be asked: away, overloaded or too slow. The work may be tried again. */
public final class DatabaseUnavailable extends RuntimeException {
  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
