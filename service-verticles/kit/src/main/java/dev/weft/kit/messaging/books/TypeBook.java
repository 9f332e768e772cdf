package dev.weft.kit.messaging.books;

import java.time.Duration;
import java.util.Map;

/**
 * What a service has done with a type that it emits.
 *
 * @param published that the broker has got
 * @param waiting in the outbox
 * @param scheduled for later
 * @param dead that could not be published
 * @param oldest how long the oldest one in the outbox has waited; zero without one
 * @param replayed how many it has ever sent again, by the service that asked for them
 */
public record TypeBook(
    String type,
    long published,
    AtLeast waiting,
    AtLeast scheduled,
    long dead,
    Duration oldest,
    Map<String, Long> replayed) {

  public TypeBook {
    replayed = Map.copyOf(replayed);
  }

  /**
   * A number that was counted up to a limit.
   *
   * @param more whether there are more
   */
  public record AtLeast(long number, boolean more) {}
}
