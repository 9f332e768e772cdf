package dev.weft.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.config.ByteSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PartCachesTest {
  private static CachePolicy policy(int bytes) {
    return new CachePolicy(new ByteSize(bytes), new ByteSize(bytes), Duration.ZERO);
  }

  @Test
  void aServiceKeepsItsCacheUntilItIsSetOtherwise() {
    var caches = new PartCaches();
    var first = caches.of("orders", policy(1000));
    assertThat(caches.of("orders", policy(1000))).isSameAs(first);
    assertThat(caches.of("stock", policy(1000))).isNotSameAs(first);
    var other = caches.of("orders", policy(2000));
    assertThat(other).isNotSameAs(first);
    assertThat(other.policy()).isEqualTo(policy(2000));
  }
}
