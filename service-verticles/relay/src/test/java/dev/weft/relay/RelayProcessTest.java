package dev.weft.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.db.Migrations;
import dev.weft.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RelayProcessTest {

  @TempDir Path directory;
  private Till till;

  @BeforeEach
  void open() {
    till = new Till(directory.resolve("broker"));
  }

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  void aProgramThatKnowsSqlAloneTakesPart() {
    var relay = RelayProcess.start(till.config(true));

    till.run("SELECT weft_emit('%s', '17', '{\"orderId\":17}')".formatted(Till.TYPE));
    till.run(
        "INSERT INTO weft_outbox (type, key, payload) VALUES ('%s', '17', '{}')"
            .formatted(Till.TYPE));
    till.run(
        """
        INSERT INTO weft_schedule (due, type, key, payload)
        VALUES (clock_timestamp() + interval '0.5 s', '%s', '17', '{}')\
        """
            .formatted(Till.TYPE));

    Till.eventually(() -> till.arrived() == 3);
    Till.eventually(() -> till.published() == 3);
    relay.stop().await();
    assertThat(till.relays()).isZero();
    assertThat(till.number("SELECT count(*) FROM weft_relay")).isZero();
  }

  @Test
  void aDatabaseWithoutTheTablesIsRefusedInOneSentence() {
    assertThatThrownBy(() -> RelayProcess.start(till.config(false)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("has no outbox of this version: set \"migrate: true\"");
  }

  @Test
  void tablesOfAnEarlierVersionAreRefusedToo() throws Exception {
    Migrations.run(till.config(true).database(), null);
    till.run(
        """
        DELETE FROM weft_kit_history
         WHERE version::int = (SELECT max(version::int) FROM weft_kit_history)\
        """);

    assertThatThrownBy(() -> RelayProcess.start(till.config(false)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("has no outbox of this version");
  }

  @Test
  void aRelayThatIsPausedBeyondItsLeaseWritesNothingWhenItGoesOn() throws Exception {
    Migrations.run(till.config(true).database(), null);
    var paused = process();
    try {
      Till.eventually(() -> till.relays() == 1);
      emit(20_000);
      Till.eventually(() -> till.published() > 500);
      signal(paused, "STOP");
      // Else the pause would prove nothing.
      assertThat(till.unsent()).isPositive();
      var other = RelayProcess.start(till.config(false));
      Till.eventually(() -> till.unsent() == 0);
      assertThat(till.published()).isEqualTo(20_000);

      signal(paused, "CONT");
      Till.eventually(() -> till.relays() == 2);

      assertThat(till.published()).isEqualTo(20_000);
      assertThat(till.number("SELECT count(*) FROM weft_dead_letter")).isZero();
      assertThat(till.arrived()).isGreaterThanOrEqualTo(20_000);
      emit(1_000);
      Till.eventually(() -> till.published() == 21_000);
      other.stop().await();
      signal(paused, "TERM");
      assertThat(paused.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(paused.exitValue()).isZero();
      assertThat(till.relays()).isZero();
    } finally {
      paused.destroyForcibly();
    }
  }

  private void emit(int messages) {
    till.run(
        """
        INSERT INTO weft_outbox (id, type, key, payload)
        SELECT nextval('weft_outbox_place'), '%s', n::text, '{}'
          FROM generate_series(1, %d) AS n\
        """
            .formatted(Till.TYPE, messages));
  }

  private Process process() throws IOException {
    var file = directory.resolve("relay.yaml");
    Files.writeString(file, till.yaml(0));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RelayProcess.class.getName(),
            "--conf",
            file.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("relay.log").toFile())
        .start();
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
