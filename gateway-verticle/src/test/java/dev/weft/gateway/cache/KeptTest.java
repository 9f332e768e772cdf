package dev.weft.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.gateway.plan.Part;
import dev.weft.node.config.ByteSize;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept, for whom, and for how long. */
final class KeptTest {
  private static final long NOW = System.nanoTime();

  private static long after(int seconds) {
    return NOW + Duration.ofSeconds(seconds).toNanos();
  }

  private static @Nullable Kept kept(boolean identified, String cacheControl) {
    var headers = MultiMap.caseInsensitiveMultiMap().add("cache-control", cacheControl);
    var response = new Kept.Response(200, headers, Part.of("{}"), NOW, NOW);
    return Kept.of(response, identified, _ -> null);
  }

  private static Kept good(String cacheControl) {
    return Objects.requireNonNull(kept(false, cacheControl));
  }

  @Test
  void whatWasMadeForAnIdentifiedCallerIsNotKeptUnlessItIsPublic() {
    assertThat(kept(true, "max-age=60")).isNull();
    assertThat(kept(true, "max-age=60, must-revalidate")).isNull();
    assertThat(kept(true, "public, max-age=60")).isNotNull();
    assertThat(kept(true, "s-maxage=60")).isNotNull();
    assertThat(good("max-age=60").isShareable()).isFalse();
  }

  @Test
  void timesEndToTheSecond() {
    var part = good("max-age=60, stale-if-error=30, stale-while-revalidate=10");
    assertThat(part.isFresh(after(59))).isTrue();
    assertThat(part.isFresh(after(60))).isFalse();
    assertThat(part.isGoodMeanwhile(after(69))).isTrue();
    assertThat(part.isGoodMeanwhile(after(70))).isFalse();
    assertThat(part.isGoodForFailure(after(89), Duration.ZERO)).isTrue();
    assertThat(part.isGoodForFailure(after(90), Duration.ofHours(1))).isFalse();
    assertThat(good("max-age=60").isGoodForFailure(after(100), Duration.ofMinutes(1))).isTrue();
    assertThat(good("max-age=60").isGoodForFailure(after(100), Duration.ZERO)).isFalse();
    assertThat(good("s-maxage=60").isGoodForFailure(after(61), Duration.ofHours(1))).isFalse();
  }

  @Test
  void thePolicyOfAKeptPartTellsWhatIsLeft() {
    assertThat(good("max-age=60").policy(after(45)).cacheControl(false)).isEqualTo("max-age=15");
    assertThat(good("max-age=60").policy(after(99)).cacheControl(false)).isEqualTo("no-cache");
    assertThat(good("max-age=60").policy(NOW).cacheControl(true)).isEqualTo("private, max-age=60");
    assertThat(good("max-age=20, s-maxage=60").policy(NOW).cacheControl(true))
        .isEqualTo("public, max-age=20");
  }

  @Test
  void directivesAreReadAsTheyAreWritten() {
    assertThat(kept(false, "private=\"set-cookie, max-age=9\", max-age=60")).isNull();
    assertThat(kept(false, "MAX-AGE=\"60\" , extension=\"no-store\"")).isNotNull();
    assertThat(kept(false, "max-age=60, no-store=1")).isNull();
    assertThat(kept(false, "max-age=60, max-age=0")).isNull();
    assertThat(kept(false, "max-age=-1")).isNull();
  }

  @Test
  void aWriteThatIsForgottenOutdatesAllThatWasKeptBeforeIt() {
    var cache =
        new PartCache(new CachePolicy(new ByteSize(1 << 20), new ByteSize(1024), Duration.ZERO));
    var key = new PartCache.Key("/mine", false);
    var headers = MultiMap.caseInsensitiveMultiMap().add("cache-control", "max-age=60");
    long now = System.nanoTime();
    var response = new Kept.Response(200, headers, Part.of("{}"), now, now);
    cache.keep(key, Objects.requireNonNull(Kept.of(response, false, _ -> null)));
    assertThat(cache.find(key, _ -> null)).isNotNull();
    cache.written("/others");
    assertThat(cache.find(key, _ -> null)).isNotNull();
    for (int i = 0; i < 20_000; i++) {
      cache.written("/others/" + i);
    }
    await().until(() -> cache.find(key, _ -> null) == null);
  }
}
