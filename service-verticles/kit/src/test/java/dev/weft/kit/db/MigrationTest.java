package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.DatabaseConfig;
import dev.weft.stack.embedded.SharedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

final class MigrationTest {

  private final DatabaseConfig config = OpenDatabase.config(SharedDatabase.fresh("migrate"), 2);

  @Test
  void kitAndServiceHaveAHistoryEach() throws Exception {
    Migrations.run(config, "db/notes");
    Migrations.run(config, "db/notes");

    assertThat(tables())
        .contains("weft_kit_history", "weft_service_history", "weft_idempotency", "note");
  }

  @Test
  void instancesThatStartAtOnceDoNotGetInEachOthersWay() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        starts.add(
            threads.submit(
                () -> {
                  Migrations.run(config, "db/notes");
                  return null;
                }));
      }
      for (var start : starts) {
        start.get();
      }
    }

    assertThat(tables()).contains("note");
  }

  @Test
  void theNewestMigrationIsTheOneThatTheConstantSays() throws Exception {
    try (var files = Files.list(Path.of("src/main/resources/db/weft-kit"))) {
      assertThat(files.mapToInt(MigrationTest::version).max()).hasValue(Migrations.KIT_VERSION);
    }
  }

  @Test
  void theKitIsThereOnceItsNewestMigrationIs() throws Exception {
    assertThat(Migrations.hasKit(config)).isFalse();

    Migrations.run(config, null);

    assertThat(Migrations.hasKit(config)).isTrue();
  }

  private static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
  }

  @Test
  void aLocationThatIsNotThereIsAFailure() {
    assertThatThrownBy(() -> Migrations.run(config, "db/nowhere"))
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("db/nowhere");
  }

  @Test
  void aDatabaseThatIsNotThereIsAFailure() {
    var wrong = DatabaseConfig.of("127.0.0.1", config.port(), "nowhere", "nobody", "wrong");

    assertThatThrownBy(() -> Migrations.run(wrong, null)).isInstanceOf(SQLException.class);
  }

  private List<String> tables() throws SQLException {
    var url = "jdbc:postgresql://" + config.host() + ":" + config.port() + "/" + config.name();
    try (var connection = DriverManager.getConnection(url, config.user(), config.password());
        var rows = connection.getMetaData().getTables(null, "public", null, null)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME"));
      }
      return names;
    }
  }
}
