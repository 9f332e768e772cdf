package dev.weft.kit.messaging.inbox;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's database knows of its messages.
 *
 * @param oldestHeld how long the oldest one that is held has been so; zero without one
 * @param sources publishers whose messages are counted apart
 */
public record InboxBook(SubscriptionCounts counts, Duration oldestHeld, List<Source> sources) {

  public InboxBook {
    sources = List.copyOf(sources);
  }

  /**
   * Messages of one publisher.
   *
   * @param name the CloudEvents source
   * @param taken that have left the broker since they are counted apart, each once, whatever has
   *     become of them
   * @param opening how many it had published, or has sent again, that do not have to be among
   *     these; null while that is not known
   * @param replayed how many it had sent again by then
   */
  public record Source(String name, long taken, @Nullable Long opening, long replayed) {}
}
