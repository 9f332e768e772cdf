package dev.weft.gateway.cache;

import dev.weft.node.config.ByteSize;
import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * How much of a service's answers is kept, by all event loops together.
 *
 * @param size of all that is kept
 * @param part a larger answer is not kept
 * @param staleIfError how long past its time a part may stand in when the service fails, where the
 *     service says nothing of it
 */
public record CachePolicy(
    @Default("64MB") ByteSize size,
    @Default("1MB") ByteSize part,
    @Default("0s") Duration staleIfError) {
  public CachePolicy {
    if (part.bytes() > size.bytes()) {
      throw new IllegalArgumentException("part must not be larger than size");
    }
  }
}
