package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code conf/messages} keeps, against what the services declare. */
final class KeptMessagesTest {

  private static final Path MESSAGES = Path.of("..", "..", "conf", "messages");
  private static final Path PARSER = Path.of("target", "npm", "node_modules");

  @Test
  void theServicesKeepToTheSchemasOfTheirMessages() {
    var result = FoodMartServices.checkMessages(MESSAGES);

    assertThat(result.mistakes()).isEmpty();
    assertThat(result.warnings()).isEmpty();
    assertThat(result.types()).isEqualTo(10);
  }

  @Test
  void theOfficialParserFindsNothingWrongInTheAsyncApiDocument() throws Exception {
    assumeTrue(
        Files.isDirectory(PARSER.resolve("@asyncapi/parser")),
        "there is no AsyncAPI parser: npm install --prefix local-stack/cli/target/npm"
            + " @asyncapi/parser");
    assumeTrue(answers("node", "--version"), "there is no node");

    assertThat(judge(MESSAGES.resolve("asyncapi.json"))).isEqualTo("valid\n");
  }

  @Test
  void theOfficialParserIsAskedAtAll(@TempDir Path directory) throws Exception {
    assumeTrue(
        Files.isDirectory(PARSER.resolve("@asyncapi/parser")), "there is no AsyncAPI parser");
    assumeTrue(answers("node", "--version"), "there is no node");
    var wrong = directory.resolve("asyncapi.json");
    var right = Files.readString(MESSAGES.resolve("asyncapi.json"));
    Files.writeString(wrong, right.replace("\"action\" : \"send\"", "\"action\" : \"shout\""));

    assertThat(judge(wrong)).contains("/action");
  }

  private static String judge(Path document) throws IOException, InterruptedException {
    var script = Path.of("src", "test", "resources", "asyncapi.js").toAbsolutePath();
    var builder = new ProcessBuilder("node", script.toString(), document.toRealPath().toString());
    builder.environment().put("NODE_PATH", PARSER.toAbsolutePath().toString());
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }

  private static boolean answers(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
