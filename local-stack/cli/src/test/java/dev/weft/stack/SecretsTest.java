package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {

  @TempDir Path directory = Path.of("unset");

  @Test
  void aSecretIsDrawnOnceAndKept() throws Exception {
    String first = new Secrets(directory).value("orders.database");

    assertThat(first).hasSize(48);
    assertThat(new Secrets(directory).value("orders.database")).isEqualTo(first);
    assertThat(new Secrets(directory).value("stock.database")).isNotEqualTo(first);
  }

  @Test
  void whoeverWasKilledOverOneLeftNothingThatCounts() throws Exception {
    Files.createFile(directory.resolve("orders.database.new"));

    assertThat(new Secrets(directory).value("orders.database")).hasSize(48);
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    Path file = new Secrets(directory).file("orders.database");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
