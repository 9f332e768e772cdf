package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What became of the messages of a subscription, and whether that is what was published.
 *
 * @param waiting at the broker; empty when it does not tell
 * @param published by all publishers of its type that tell their books
 * @param opening how many of these never had to come in; empty while that is not known
 * @param oldestHeld how long the oldest one that is held has been so
 * @param oldestWaiting how long the oldest one has waited at the broker, as far as was seen
 * @param verdict of this moment
 * @param lastVerdict of the last time when nothing moved; the one of this moment when there was
 *     none
 */
public record SubscriptionBook(
    SubscriptionCounts counts,
    OptionalLong waiting,
    long published,
    OptionalLong opening,
    Duration oldestHeld,
    Duration oldestWaiting,
    Verdict verdict,
    Verdict lastVerdict) {

  /** Its name. */
  public String subscription() {
    return counts.subscription();
  }
}
