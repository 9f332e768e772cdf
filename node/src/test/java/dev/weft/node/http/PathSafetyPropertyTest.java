package dev.weft.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/**
 * However a path is put together: what passes means the same to every server behind the gateway.
 */
final class PathSafetyPropertyTest {

  private static final List<String> PIECES =
      List.of(
          "/", "a", ".", "..", "%2e", "%2E", "%252e", ";", "%3b", "%2f", "%5c", "\\", "%00", "%",
          "%c0%ae", "%25", "%41", "x=1", "//", "%u002e", "é", "%e9", "~", " ");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void whatPassesStaysBelowItsPrefixHoweverOftenItIsDecoded() {
    int passed = 0;
    for (int i = 0; i < 5_000; i++) {
      var path = "/base/" + rest();
      if (PathSafety.check(path).isEmpty()) {
        passed++;
        assertHarmless(path, path);
      }
    }
    assertThat(passed).as("not everything is refused, seed %d", seed).isPositive();
  }

  private void assertHarmless(String original, String path) {
    assertThat(path).as("%s, seed %d", original, seed).doesNotContain("\\", "\0");
    for (var segment : path.split("/", -1)) {
      var name = segment.replaceFirst(";.*", "");
      assertThat(name).as("%s, seed %d", original, seed).isNotIn(".", "..");
    }
    assertThat(path.chars().filter(c -> c == '/').count())
        .as("%s, seed %d", original, seed)
        .isEqualTo(original.chars().filter(c -> c == '/').count());
    if (path.equals(original)) {
      assertThat(URI.create("http://host" + path).normalize().getRawPath()).isEqualTo(path);
    }
    var decoded = decode(path);
    if (!decoded.equals(path)) {
      assertHarmless(original, decoded);
    }
  }

  private static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }

  private String rest() {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
