package dev.weft.kit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of code in docs/services.md is a region of a file that the tests run. */
final class GuideTest {

  private static final Path GUIDE = Path.of("../../docs/services.md");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (\\S+) (\\S+) -->\n```(?:java|sql)\n(.*?)```\n", Pattern.DOTALL);
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/test/java/dev/weft/kit/example"),
          Path.of("src/test/resources/db/reviews"),
          Path.of("../payments/src/test/java/dev/weft/payments"),
          Path.of("../orders/src/main/java/dev/weft/orders"),
          Path.of("../orders/src/test/java/dev/weft/orders"));

  record Snippet(String file, String region, String text) {}

  static Stream<Snippet> snippets() throws IOException {
    return SNIPPET
        .matcher(Files.readString(GUIDE))
        .results()
        .map(found -> new Snippet(found.group(1), found.group(2), found.group(3)));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void aSnippetIsWhatTheTestsRun(Snippet snippet) throws IOException {
    assertThat(snippet.text()).isEqualTo(region(snippet.file(), snippet.region()));
  }

  @Test
  void allCodeIsChecked() throws IOException {
    long blocks =
        Pattern.compile("^```(java|sql)$", Pattern.MULTILINE)
            .matcher(Files.readString(GUIDE))
            .results()
            .count();

    assertThat(snippets()).hasSize((int) blocks).hasSizeGreaterThan(7);
  }

  private static String region(String file, String region) throws IOException {
    var path = SOURCES.stream().map(dir -> dir.resolve(file)).filter(Files::exists).findFirst();
    var text = Files.readString(path.orElseThrow());
    if (region.equals("all")) {
      return text;
    }
    var start = text.indexOf("// region " + region + "\n");
    assertThat(start).as("region %s of %s", region, file).isNotNegative();
    var from = text.indexOf('\n', start) + 1;
    var to = text.lastIndexOf('\n', text.indexOf("// endregion", from)) + 1;
    return text.substring(from, to).stripTrailing().stripIndent() + "\n";
  }
}
