package dev.weft.kit.db;

/** The database could not be asked: away, overloaded or too slow. The work may be tried again. */
public sealed class DatabaseUnavailable extends RuntimeException permits TransactionOverdue {
  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
