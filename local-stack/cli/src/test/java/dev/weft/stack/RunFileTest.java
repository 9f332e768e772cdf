package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stack.embedded.DirectoryLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFileTest {

  @TempDir Path directory = Path.of("unset");

  @BeforeEach
  void makeDirectory() throws Exception {
    Files.createDirectories(home().data());
  }

  @Test
  void aProcessThatLivesIsFoundWithItsUrls() throws Exception {
    RunFile written = RunFile.ofThisProcess("http://127.0.0.1:8080", "http://127.0.0.1:9080");
    written.write(file());
    var lock = DirectoryLock.take(home().data(), "the test");

    assertThat(RunFile.running(home())).contains(written);
    assertThat(written.process()).contains(ProcessHandle.current());
    lock.close();
    assertThat(RunFile.running(home())).as("listed, but its lock is gone").isEmpty();
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
    var lock = DirectoryLock.take(home().data(), "the test");
    assertThat(RunFile.running(home())).isPresent();

    process.destroyForcibly().waitFor();

    assertThat(RunFile.running(home())).isEmpty();
    lock.close();
  }

  @Test
  void anotherProcessThatGotTheNumberSinceIsNotOurs() throws Exception {
    long pid = ProcessHandle.current().pid();
    new RunFile(pid, Instant.parse("2020-01-01T00:00:00Z"), "u", "m").write(file());

    assertThat(RunFile.running(home())).isEmpty();
  }

  @Test
  void noFileAndABrokenFileMeanNothingRuns() throws Exception {
    assertThat(RunFile.running(home())).isEmpty();

    Files.writeString(file(), "pid=abc\nnonsense");

    assertThat(RunFile.running(home())).isEmpty();
  }

  private StackHome home() {
    return new StackHome(directory);
  }

  private Path file() {
    return home().runFile();
  }
}
