package dev.weft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.call.CallTokenKeys;
import dev.weft.stack.embedded.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Weft#run} as a process of its own. */
final class RunTest {

  private static final String CONFIG =
      """
      node:
        instance: notes-1
        management: { host: 127.0.0.1, port: 0 }
      http: { host: 127.0.0.1, port: 0 }
      database: { port: %d, name: %s, user: %s, password: "%s" }
      messages: { attempts: 9, handler-limit: 2m, alarm-after: 10m }
      call-token: { jwks: gateway.jwks }
      """;

  @TempDir Path directory;

  /** The process. */
  static final class Main {
    private Main() {}

    static void main(String[] args) {
      Weft.run(new NotesService(), args);
    }
  }

  @BeforeEach
  void keys() throws IOException {
    CallTokenKeys.generate(directory);
  }

  @Test
  void itRunsUntilItIsToldToStop() throws Exception {
    var db = SharedDatabase.fresh("run");
    var process = start(CONFIG.formatted(db.port(), db.name(), db.user(), db.password()));
    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> output().contains("notes-1 is ready on port"));

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void aWrongConfigurationIsStatus2AndAllItsMistakes() throws Exception {
    var process =
        start(
            CONFIG
                .formatted(5432, "x", "x", "x")
                .replace("port: 5432", "prt: 5432")
                .replace("instance:", "instanz:"));

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output())
        .contains("notes.yaml:2:")
        .contains("did you mean \"instance\"")
        .contains("notes.yaml:5:")
        .contains("did you mean \"port\"");
  }

  @Test
  void aDatabaseThatIsAwayIsStatus1AndOneSentence() throws Exception {
    var process = start(CONFIG.formatted(1, "notes", "notes", "secret"));

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output())
        .contains("notes cannot reach its database notes@127.0.0.1:1/notes")
        .doesNotContain("secret");
  }

  private Process start(String config) throws IOException {
    var file = Files.writeString(directory.resolve("notes.yaml"), config);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--conf",
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }
}
