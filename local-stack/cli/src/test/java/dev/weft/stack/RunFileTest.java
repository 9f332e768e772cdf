package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFileTest {

  @TempDir Path directory = Path.of("unset");

  @Test
  void aProcessThatLivesIsFoundWithItsUrls() throws Exception {
    RunFile written = RunFile.ofThisProcess("http://127.0.0.1:8080", "http://127.0.0.1:9080");
    written.write(file());

    assertThat(RunFile.running(file())).contains(written);
    assertThat(written.process()).contains(ProcessHandle.current());
  }

  @Test
  void theScriptReadsTheProcessNumberFromTheFirstLine() throws Exception {
    RunFile.ofThisProcess("u", "m").write(file());

    assertThat(Files.readAllLines(file()).getFirst())
        .isEqualTo("pid=" + ProcessHandle.current().pid());
  }

  @Test
  void aProcessThatWasKilledIsNotRunning() throws Exception {
    Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
    Instant started = process.info().startInstant().orElseThrow();
    new RunFile(process.pid(), started, "u", "m").write(file());
    assertThat(RunFile.running(file())).isPresent();

    process.destroyForcibly().waitFor();

    assertThat(RunFile.running(file())).isEmpty();
  }

  @Test
  void anotherProcessThatGotTheNumberSinceIsNotOurs() throws Exception {
    long pid = ProcessHandle.current().pid();
    new RunFile(pid, Instant.parse("2020-01-01T00:00:00Z"), "u", "m").write(file());

    assertThat(RunFile.running(file())).isEmpty();
  }

  @Test
  void noFileAndABrokenFileMeanNothingRuns() throws Exception {
    assertThat(RunFile.running(file())).isEmpty();

    Files.writeString(file(), "pid=abc\nnonsense");

    assertThat(RunFile.running(file())).isEmpty();
  }

  private Path file() {
    return directory.resolve("run");
  }
}
