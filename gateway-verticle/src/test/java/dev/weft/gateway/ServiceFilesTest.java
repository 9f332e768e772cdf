package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.call.Safeguards;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceFilesTest {
  @TempDir private Path directory = Path.of("");

  private Safeguards read(String text, Mistakes mistakes) throws IOException {
    Files.writeString(directory.resolve("s.yaml"), text);
    var service = ServiceFiles.load(directory, mistakes).get("s");
    return service == null ? Safeguards.DEFAULT : service.safeguards();
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    var safeguards = read("breaker: { open: 9s }\ncache: {}\n", new Mistakes());
    assertThat(safeguards.breaker().open()).isEqualTo(Duration.ofSeconds(9));
    assertThat(safeguards.breaker().failures()).isEqualTo(Safeguards.DEFAULT.breaker().failures());
    assertThat(safeguards.retry()).isEqualTo(Safeguards.DEFAULT.retry());
    assertThat(Objects.requireNonNull(safeguards.cache()).size().bytes()).isEqualTo(64 << 20);
    assertThat(Safeguards.DEFAULT.cache()).isNull();
    assertThat(Safeguards.DEFAULT.hedge().enabled()).isFalse();
    assertThat(Safeguards.DEFAULT.coalesce()).isFalse();
  }

  @Test
  void theManualShowsTheDefaults() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "routes.md"));
    var shown = page.substring(page.indexOf("\nretry:"));
    var mistakes = new Mistakes();
    var read = read(shown.substring(0, shown.indexOf("```")), mistakes);
    assertThat(mistakes.list()).isEmpty();
    assertThat(read.cache()).isEqualTo(read("cache: {}\n", mistakes).cache());
    assertThat(
            new Safeguards(
                read.retry(),
                read.hedge(),
                read.breaker(),
                read.ejection(),
                read.bulkhead(),
                read.coalesce(),
                null))
        .isEqualTo(Safeguards.DEFAULT);
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() throws IOException {
    var mistakes = new Mistakes();
    read(
        """
        retry: { attempt: 3 }
        hedge:
          quantile: 95
        breaker: { open: soon }
        ejection: { share: 2.0 }
        bulkhead: { calls: 0 }
        cache: { size: 1KB, part: 1MB }
        coalesce: maybe
        """,
        mistakes);
    assertThat(mistakes.list().stream().map(Mistake::toString).map(ServiceFilesTest::place))
        .isEqualTo(
            List.of(
                "1:10: retry.attempt: there is no such key (did you mean \"attempts\"?)",
                "3:3: hedge: quantile must be from 0.5 to 0.999",
                "4:18: breaker.open: must be a time such as 250ms, 5s, 2m or 1h, not \"soon\"",
                "5:11: ejection: share must be from 0 to 1",
                "6:11: bulkhead: calls must be 1 or more",
                "7:8: cache: part must not be larger than size",
                "8:11: coalesce: must be true or false, not \"maybe\""));
  }

  @Test
  void whatCouldNeverBeCalledIsAMistake() throws IOException {
    var mistakes = new Mistakes();
    read("instances: [{ address: \"http://localhost:9001\" }]\n", mistakes);
    read("transport: event-bus\ninstances: [{ address: \"localhost:9001\" }]\n", mistakes);
    assertThat(mistakes.list().stream().map(Mistake::toString))
        .anyMatch(text -> text.contains("address must be host:port"))
        .anyMatch(text -> text.contains("over the event bus those are called"))
        .hasSize(2);
  }

  private static String place(String mistake) {
    return mistake.substring(mistake.indexOf("s.yaml:") + 7);
  }
}
