package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Transaction;

/** What has been handled: one row for each message and subscription, written with the effect. */
final class Inbox {

  /** Whether a message may be handled is asked and noted in the one statement that it costs. */
  private static final String ENTER =
      """
      WITH held AS MATERIALIZED (
        SELECT FROM weft_held_key WHERE subscription = $1 AND key = $4),
      entered AS (
        INSERT INTO weft_inbox (subscription, source, id)
        SELECT $1, $2, $3 WHERE $5 AND NOT EXISTS (SELECT FROM held)
        ON CONFLICT DO NOTHING
        RETURNING 1)
      SELECT EXISTS (SELECT FROM held) AS held, EXISTS (SELECT FROM entered) AS entered\
      """;

  private Inbox() {}

  /** What is to be done with a message that has arrived. */
  enum Entry {
    /** The transaction has entered it and handles it. */
    NEW,
    /** Another transaction has handled it, or given up on it. */
    KNOWN,
    /** Its key is held: it has to wait in its place. */
    BEHIND_OTHERS
  }

  /**
   * Notes that the transaction handles this message, if nothing is in the way. Waits for another
   * one that is just about to.
   */
  static Entry enter(Transaction transaction, Arrival arrival) {
    var read = arrival.read();
    var answer =
        transaction
            .one(ENTER, arrival.subscription(), read.source(), read.id(), read.key(), read.named())
            .orElseThrow();
    if (answer.getBoolean("held")) {
      return Entry.BEHIND_OTHERS;
    }
    return answer.getBoolean("entered") || !read.named() ? Entry.NEW : Entry.KNOWN;
  }
}
