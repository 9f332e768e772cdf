package dev.weft.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The tree must say what a plain list of templates says, searched from the most precise one on. */
final class PathTablePropertyTest {

  private static final List<String> WORDS = List.of("a", "b", "c");
  private static final int MOST_SEGMENTS = 4;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(50)
  void theTreeSaysWhatAListSays() {
    var templates = templates(random.nextInt(1, 40));
    var builder = PathTable.<String>builder();
    templates.forEach(template -> builder.add(HttpMethod.GET, template, template));
    var table = builder.build();

    for (int i = 0; i < 200; i++) {
      var path = path();
      var expected = mostPrecise(templates, path);
      switch (table.match(HttpMethod.GET, path)) {
        case PathMatch.Found<String>(var template, var parameters, var tail) -> {
          assertThat(template).as("%s, seed %d", path, seed).isEqualTo(expected);
          assertThat(filled(template, parameters, tail)).as("seed %d", seed).isEqualTo(path);
        }
        case PathMatch.NoSuchPath<String> _ ->
            assertThat(expected).as("%s, seed %d", path, seed).isEmpty();
        case PathMatch.WrongMethod<String> _ -> throw new AssertionError("there is only GET");
      }
    }
  }

  @Test
  void aLookUpAmongTenThousandTemplatesVisitsOnlyThePath() {
    var builder = PathTable.<Integer>builder();
    IntStream.range(0, 10_000)
        .forEach(i -> builder.add(HttpMethod.GET, "/s" + i + "/{id}/x/{other}", i));
    var table = builder.build();

    for (int i = 0; i < 10_000; i += 997) {
      assertThat(table.match(HttpMethod.GET, "/s" + i + "/1/x/2"))
          .isEqualTo(new PathMatch.Found<>(i, List.of("1", "2"), ""));
    }
  }

  private List<String> templates(int count) {
    var shapes = new HashSet<String>();
    var templates = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var template = new StringBuilder();
      int segments = random.nextInt(MOST_SEGMENTS + 1);
      for (int s = 0; s < segments; s++) {
        template.append('/').append(random.nextInt(3) == 0 ? "{p" + s + "}" : word());
      }
      if (segments == 0 || random.nextInt(4) == 0) {
        template.append("/**");
      }
      if (shapes.add(template.toString().replaceAll("\\{[^}]*}", "{}"))) {
        templates.add(template.toString());
      }
    }
    return templates;
  }

  private String path() {
    return IntStream.range(0, random.nextInt(1, MOST_SEGMENTS + 2))
        .mapToObj(_ -> "/" + word())
        .collect(Collectors.joining());
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** Literal before parameter before tail, decided at the first segment that differs. */
  private static String mostPrecise(List<String> templates, String path) {
    return templates.stream()
        .filter(template -> path.matches(regex(template)))
        .min(Comparator.comparing(PathTablePropertyTest::rank))
        .orElse("");
  }

  private static String regex(String template) {
    return template.replaceAll("/\\{[^}]*}", "/[^/]+").replace("/**", "(/.*)?");
  }

  /** A tail that stands for nothing comes after the same path without one, too. */
  private static String rank(String template) {
    return template
        .replaceAll("/\\*\\*", "3")
        .replaceAll("/\\{[^}]*}", "2")
        .replaceAll("/[abc]", "1");
  }

  private static String filled(String template, List<String> parameters, String tail) {
    var path = template.replace("/**", "");
    for (var parameter : parameters) {
      path = path.replaceFirst("\\{[^}]*}", parameter);
    }
    return path + tail;
  }
}
