package dev.weft.kit.messaging.inbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How messages are handled.
 *
 * @param concurrency most handlers at work at once, each in its transaction
 * @param window most messages of one subscription in this process and not settled
 * @param attempts after so many failures a message is a dead letter
 * @param leastPause after the first failure; doubled with each further one
 * @param mostPause longest pause between two attempts, and between two looks for a database
 * @param longest a handler that takes longer with its transaction has failed
 */
public record ConsumerSettings(
    int concurrency,
    int window,
    int attempts,
    Duration leastPause,
    Duration mostPause,
    Duration longest) {

  /** What suits most services. */
  public static final ConsumerSettings DEFAULT =
      new ConsumerSettings(
          4, 200, 5, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30));

  public ConsumerSettings {
    if (concurrency < 1 || window < 1 || attempts < 1) {
      throw new IllegalArgumentException("concurrency, window and attempts must be at least 1");
    }
  }

  /** The same with another number of attempts. */
  public ConsumerSettings withAttempts(int most) {
    return withRetries(most, leastPause, mostPause);
  }

  /** The same with other retries. */
  public ConsumerSettings withRetries(int most, Duration least, Duration greatest) {
    return new ConsumerSettings(concurrency, window, most, least, greatest, longest);
  }

  /** The same with another time for handlers. */
  public ConsumerSettings withLongest(Duration time) {
    return new ConsumerSettings(concurrency, window, attempts, leastPause, mostPause, time);
  }

  /** The same with another window. */
  public ConsumerSettings withWindow(int messages) {
    return new ConsumerSettings(concurrency, messages, attempts, leastPause, mostPause, longest);
  }

  /** Most keys that retry at once: they leave places for those that do not fail. */
  int retrying() {
    return Math.max(1, concurrency / 2);
  }

  /** The pause after so many failures in a row: growing, up to a quarter shorter or longer. */
  Duration pauseAfter(int failures) {
    var doublings = Math.min(failures - 1, 30);
    var full = Math.min(leastPause.toMillis() << doublings, mostPause.toMillis());
    var quarter = full / 4;
    return Duration.ofMillis(
        quarter == 0 ? full : ThreadLocalRandom.current().nextLong(full - quarter, full + quarter));
  }
}
