package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Transaction;

/** What has been handled: one row for each message and subscription, written with the effect. */
final class Inbox {

  private static final String ENTER =
      """
      INSERT INTO weft_inbox (subscription, source, id) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING\
      """;

  private Inbox() {}

  /**
   * Notes that the transaction handles this message; false when another one has. Waits for one that
   * is just about to.
   */
  static boolean enter(Transaction transaction, Arrival arrival) {
    return transaction.update(
            ENTER, arrival.subscription(), arrival.read().source(), arrival.read().id())
        == 1;
  }
}
