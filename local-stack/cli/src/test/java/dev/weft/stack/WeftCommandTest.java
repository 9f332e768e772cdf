package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stack.embedded.DirectoryLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class WeftCommandTest {

  @TempDir Path root = Path.of("unset");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void useAHomeOfOnesOwn() {
    System.setProperty("weft.home", root.toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty("weft.home");
  }

  @Test
  void anUnknownCommandIsNamedWithTheNearestAndExits2() {
    assertThat(run("stauts")).isEqualTo(2);
    assertThat(err.toString()).contains("stauts").contains("status");
  }

  @Test
  void anUnknownOptionIsNamedAndExits2() {
    assertThat(run("up", "--prot", "8081")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot");
  }

  @Test
  void aPortThatIsNoPortExits2() {
    assertThat(run("up", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000");
    assertThat(run("up", "--port", "eighty")).isEqualTo(2);
    assertThat(root.resolve(".weft")).doesNotExist();
  }

  @Test
  void noCommandAtAllShowsHowToUseIt() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: weft").contains("up").contains("down");
  }

  @Test
  void helpAndVersionExit0() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("up", "down", "status", "reset");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("weft ").contains("java 25");
  }

  @Test
  void statusOfNothingExits3InBothForms() {
    assertThat(run("status")).isEqualTo(3);
    assertThat(out.toString()).contains("not running").contains("./weft up");
    assertThat(run("status", "--json")).isEqualTo(3);
    assertThat(out.toString()).contains("\"state\" : \"down\"").contains("\"parts\" : [ ]");
  }

  @Test
  void downWithNothingRunningSaysSo() {
    assertThat(run("down")).isZero();
    assertThat(out.toString()).isEqualTo("Nothing was running.\n");
  }

  @Test
  void downAfterAKilledStackIsNotFooledByItsFile() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    long pid = ProcessHandle.current().pid();
    new RunFile(pid, Instant.EPOCH.plusSeconds(1), "u", "m").write(root.resolve(".weft/run"));

    assertThat(run("down")).isZero();
    assertThat(out.toString()).isEqualTo("Nothing was running.\n");
  }

  @Test
  void downStopsTheProcessAndWaitsForItsEnd() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
    Instant started = process.info().startInstant().orElseThrow();
    new RunFile(process.pid(), started, "u", "m").write(root.resolve(".weft/run"));

    try (var _ = DirectoryLock.take(root.resolve(".weft"), "the test")) {
      assertThat(run("down")).isZero();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(out.toString()).isEqualTo("Stopped.\n");
  }

  @Test
  void resetDeletesAllDataWhenToldYes() throws Exception {
    Files.createDirectories(root.resolve(".weft/log"));
    Files.writeString(root.resolve(".weft/log/weft.log"), "x");

    assertThat(run("reset", "--yes")).isZero();
    assertThat(root.resolve(".weft")).doesNotExist();
    assertThat(run("reset", "--yes")).isZero();
    assertThat(out.toString()).endsWith("There is no data.\n");
  }

  @Test
  void resetRefusesWhileTheStackRuns() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    RunFile.ofThisProcess("u", "m").write(root.resolve(".weft/run"));

    try (var _ = DirectoryLock.take(root.resolve(".weft"), "the test")) {
      assertThat(run("reset", "--yes")).isEqualTo(1);
    }
    assertThat(err.toString()).contains("./weft down");
    assertThat(root.resolve(".weft")).exists();
  }

  private int run(String... args) {
    CommandLine line = WeftCommand.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
