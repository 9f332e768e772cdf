package dev.weft.kit;

import dev.weft.node.config.Default;
import dev.weft.node.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys to encrypted fields of messages, key {@code keys}.
 *
 * @param master encrypts the keys themselves: 32 bytes in base 64
 * @param previous the master key before this one, for keys that it has encrypted
 * @param rotateAfter how old a subject's key gets before the next one is made
 * @param database where the keys are, when they are not in the service's own database; to read, the
 *     right to select from {@code weft_key} is enough
 */
public record KeysConfig(
    Secret master,
    @Nullable Secret previous,
    @Default("2160h") Duration rotateAfter,
    @Nullable DatabaseConfig database) {

  public KeysConfig {
    if (!rotateAfter.isPositive()) {
      throw new IllegalArgumentException("rotate-after must be positive");
    }
  }
}
