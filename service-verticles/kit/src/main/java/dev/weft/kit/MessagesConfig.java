package dev.weft.kit;

import dev.weft.node.config.Default;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How messages are treated, key {@code messages}.
 *
 * @param attempts after so many failures a message is a dead letter
 * @param handlerLimit a handler that takes longer with its transaction has failed
 * @param keep how long messages that were sent are kept, to be sent again to a subscription that
 *     asks; absent: not at all
 * @param alarmAfter a message that waits for longer, anywhere, is an alarm in the service's health
 */
public record MessagesConfig(
    @Default("5") int attempts,
    @Default("30s") Duration handlerLimit,
    @Nullable Duration keep,
    @Default("5m") Duration alarmAfter) {

  /** What suits most services. */
  public static final MessagesConfig USUAL =
      new MessagesConfig(5, Duration.ofSeconds(30), null, Duration.ofMinutes(5));

  public MessagesConfig {
    if (attempts < 1 || attempts > 1_000_000) {
      throw new IllegalArgumentException("attempts must be from 1 to 1000000");
    }
    if (!handlerLimit.isPositive()) {
      throw new IllegalArgumentException("handler-limit must be positive");
    }
    if (keep != null && !keep.isPositive()) {
      throw new IllegalArgumentException("keep must be positive, or absent");
    }
    if (!alarmAfter.isPositive()) {
      throw new IllegalArgumentException("alarm-after must be positive");
    }
  }
}
