package dev.weft.kit;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * How messages are treated, key {@code messages}.
 *
 * @param attempts after so many failures a message is a dead letter
 * @param handlerLimit a handler that takes longer with its transaction has failed
 */
public record MessagesConfig(@Default("5") int attempts, @Default("30s") Duration handlerLimit) {

  /** What suits most services. */
  public static final MessagesConfig USUAL = new MessagesConfig(5, Duration.ofSeconds(30));

  public MessagesConfig {
    if (attempts < 1 || attempts > 1_000_000) {
      throw new IllegalArgumentException("attempts must be from 1 to 1000000");
    }
    if (!handlerLimit.isPositive()) {
      throw new IllegalArgumentException("handler-limit must be positive");
    }
  }
}
