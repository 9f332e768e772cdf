package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartFileTest {

  @TempDir Path directory = Path.of("unset");

  private final Recorder recorder = new Recorder();

  @Test
  void theReaderSeesWhatTheWriterReported() throws Exception {
    StartFile writer = new StartFile(file());
    writer.step("starting PostgreSQL");
    writer.progress("loading orders", 3, 10);

    assertThat(outcome()).isEqualTo(new StartFile.Outcome.Pending());
    assertThat(recorder.seen).containsExactly("starting PostgreSQL", "loading orders 3/10");
  }

  @Test
  void anAnnouncementKeepsItsLines() throws Exception {
    new StartFile(file()).ready("gateway\thttp://x\n\ncurl \\\n  'http://x'\n");

    assertThat(outcome())
        .isEqualTo(new StartFile.Outcome.Ready("gateway  http://x\n\ncurl \\\n  'http://x'\n"));
  }

  @Test
  void aFailureKeepsItsStatusAndAllItsLines() throws Exception {
    new StartFile(file()).failed(2, "first mistake\nsecond mistake");

    assertThat(outcome())
        .isEqualTo(new StartFile.Outcome.Failed(2, "first mistake\nsecond mistake"));
  }

  private StartFile.Outcome outcome() throws Exception {
    return StartFile.follow(Files.readAllLines(file()), recorder);
  }

  private Path file() {
    return directory.resolve("start");
  }
}
