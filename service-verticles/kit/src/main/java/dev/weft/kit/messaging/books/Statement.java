package dev.weft.kit.messaging.books;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The books of a service at a moment. */
public record Statement(Instant at, List<TypeBook> types, List<SubscriptionBook> subscriptions) {

  /** Of a service whose books were not read yet. */
  static final Statement NONE = new Statement(Instant.EPOCH, List.of(), List.of());

  public Statement {
    types = List.copyOf(types);
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * What somebody has to look at, a sentence each: books that do not balance, and messages that
   * have waited for too long.
   */
  public List<String> alarms(Duration limit) {
    var alarms = new ArrayList<String>();
    for (var book : subscriptions) {
      if (book.lastVerdict().alarms()) {
        alarms.add(
            "the books of %s are %s".formatted(book.subscription(), book.lastVerdict().text()));
      }
      late(alarms, "held for " + book.subscription(), book.oldestHeld(), limit);
      late(alarms, "at the broker for " + book.subscription(), book.oldestWaiting(), limit);
    }
    for (var book : types) {
      late(alarms, "in the outbox, of type " + book.type(), book.oldest(), limit);
    }
    return alarms;
  }

  private static void late(List<String> alarms, String where, Duration age, Duration limit) {
    if (age.compareTo(limit) > 0) {
      alarms.add("the oldest message %s has waited for %d s".formatted(where, age.toSeconds()));
    }
  }
}
