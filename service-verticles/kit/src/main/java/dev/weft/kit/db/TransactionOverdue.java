package dev.weft.kit.db;

/** The work took longer than it may in all; the database answered each statement in time. */
public final class TransactionOverdue extends DatabaseUnavailable {
  TransactionOverdue(Throwable cause) {
    super("the transaction took longer than it may", cause);
  }
}
