package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.config.ConfigReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/configuration.md} shows is what the code does. */
final class DocumentationTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @TempDir private Path directory;

  record File(NodeConfig node) {}

  @Test
  void theShownFileIsReadAndShowsTheDefaults() throws IOException {
    var shown = read(block("yaml"), Map.of()).node();
    var least = read("node: {management: {port: 9103}, cluster: {}}", Map.of()).node();

    assertThat(shown.instance()).isEqualTo("orders-1");
    assertThat(shown.zone()).isEqualTo(least.zone());
    assertThat(shown.grace()).isEqualTo(least.grace());
    assertThat(shown.management()).isEqualTo(least.management());
    assertThat(shown.cluster())
        .isEqualTo(least.cluster())
        .isEqualTo(new ClusterConfig("127.0.0.1", 5701, 0, List.of(), "weft"));
  }

  @Test
  void withoutTheKeyThereIsNoCluster() throws IOException {
    assertThat(read("node: {management: {port: 0}}", Map.of()).node().cluster()).isNull();
  }

  @Test
  void theShownOverridesAreUnderstood() throws IOException {
    var page = Files.readString(PAGE);
    var shown = Pattern.compile("`(WEFT_NODE[A-Z_]+)=([^`]+)`").matcher(page);
    var environment = new HashMap<String, String>();
    while (shown.find()) {
      environment.put(shown.group(1), shown.group(2));
    }
    assertThat(environment).hasSize(2);

    var node = read("node: {management: {port: 1}}", environment).node();

    assertThat(node.management().port()).isEqualTo(9203);
    assertThat(node.cluster())
        .extracting(ClusterConfig::join)
        .isEqualTo(List.of("10.0.0.1:5701", "10.0.0.2:5701"));
  }

  @Test
  void theShownHealthReportIsJson() throws IOException {
    var report = new JsonObject(block("json"));

    assertThat(report.getString("status")).isEqualTo("DOWN");
    assertThat(report.getJsonArray("checks").getJsonObject(0).fieldNames())
        .containsExactly("name", "status", "reason");
  }

  private File read(String text, Map<String, String> environment) throws IOException {
    var file = Files.writeString(directory.resolve("shown.yaml"), text);
    return ConfigReader.read(file, File.class, environment, new Properties());
  }

  private static String block(String language) throws IOException {
    var matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
