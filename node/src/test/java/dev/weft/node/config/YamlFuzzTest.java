package dev.weft.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Whatever an operator types, the answer is a tree or a mistake with a place, never an exception.
 */
final class YamlFuzzTest {

  private static final List<String> PIECES =
      List.of(
          "a", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "\"", "'",
          "#", "&x ", "*x", "!t ", "|", ">", "? ", "---", "...", "%", "\t", "1", "null", "@", "`",
          "é", "\u0000", "<<: ");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void nonsenseIsATreeOrAMistakeWithAPlace() {
    for (int i = 0; i < 1_000; i++) {
      var text = nonsense();
      var mistakes = new Mistakes();

      var root = YamlFile.parse("f", text, mistakes);

      assertThat(root.isPresent() || !mistakes.isEmpty())
          .as("\"%s\", seed %d", text, seed)
          .isTrue();
      for (var mistake : mistakes.list()) {
        assertThat(mistake.toString())
            .as("\"%s\", seed %d", text, seed)
            .matches("f:[1-9][0-9]*:[1-9][0-9]*: [^\\n]+");
      }
    }
  }

  @Test
  void depthIsNotTheEndOfTheProcess() {
    var mistakes = new Mistakes();

    var root = YamlFile.parse("f", "[".repeat(100_000), mistakes);

    assertThat(root).isEmpty();
    assertThat(mistakes.list()).hasSize(1);
  }

  private String nonsense() {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, 25); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
