package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.route.KnownEdge;
import dev.weft.gateway.route.KnownServices;
import dev.weft.gateway.route.RouteFiles;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.config.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example in {@code docs/routes.md} is right by itself. */
final class RouteDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "routes.md");
  private static final Set<String> SERVICES =
      Set.of("customers", "orders", "catalogue", "payments", "recommendations", "files");

  @TempDir private Path directory = Path.of("");

  private static List<String> examples() throws IOException {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring("```yaml\n".length(), block.length() - "```".length()))
        .toList();
  }

  private Mistakes mistakes(String example) throws IOException {
    var mistakes = new Mistakes();
    var file = Files.writeString(directory.resolve("example.yaml"), example);
    if (example.startsWith("# conf/services/")) {
      ConfigReader.read(file, ServiceFiles.ServiceFile.class, Map.of(), mistakes);
    } else {
      Files.writeString(directory.resolve("order.schema.json"), "{}");
      var edge = new KnownEdge(true, false, Set.of("orders"), Set.of());
      var known = new KnownServices(SERVICES, false, edge, new Mistakes());
      RouteFiles.load(directory, known, mistakes);
    }
    return mistakes;
  }

  @Test
  void everyExampleCompiles() throws IOException {
    var examples = examples();
    assertThat(examples).hasSizeGreaterThan(8);
    for (var example : examples) {
      assertThat(mistakes(example).list()).as(example).isEmpty();
    }
  }

  @Test
  void theShownMistakeIsTold() throws IOException {
    var wrong = "\n\n\nGET /orders/{id}:\n  calls:\n    order: {service: ordrs, get: /x}\n";
    assertThat(mistakes(wrong).list())
        .singleElement()
        .asString()
        .contains(
            "GET /orders/{id}.calls.order.service: there is no service \"ordrs\" (did you mean"
                + " \"orders\"?)");
  }
}
