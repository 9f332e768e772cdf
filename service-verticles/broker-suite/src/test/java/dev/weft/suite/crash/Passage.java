package dev.weft.suite.crash;

import java.util.List;

/** Something that is on its way between a service's process and its database or broker. */
sealed interface Passage {

  /**
   * A statement.
   *
   * @param sql empty when it executes nothing
   * @param transaction what was sent in its transaction so far, itself included
   */
  record Statement(String sql, List<String> transaction) {

    boolean isIn(String text) {
      return transaction.stream().anyMatch(sent -> sent.contains(text));
    }
  }

  /**
   * A statement goes to the database.
   *
   * @param unanswered how many were sent before on the connection and are not answered yet
   */
  record Sent(Wire connection, Statement statement, int unanswered) implements Passage {}

  /**
   * The database has done what a statement wants, and says so.
   *
   * @param rows that come with the answer
   * @param unanswered how many on the connection still wait
   */
  record Answered(Wire connection, Statement statement, int rows, int unanswered)
      implements Passage {}

  /** A message goes to the broker, or comes from there. */
  record Transfer(boolean toBroker) implements Passage {}

  /** The receiver of a message says what has become of it. */
  record Disposition(boolean toBroker) implements Passage {}
}
