package dev.weft.bench.messaging;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.db.Migrations;
import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedDeque;

/** PostgreSQL and a broker for as long as the process lives, and nothing left of them behind it. */
record Stage(EmbeddedDatabase postgres, BrokerProcess broker) {

  private static final int CONNECTIONS = 5;

  static Stage start() throws IOException, InterruptedException {
    // A benchmark that is interrupted leaves nothing behind: last begun, first ended.
    var endings = new ConcurrentLinkedDeque<Runnable>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endings.forEach(Runnable::run)));
    var directory = Files.createTempDirectory("weft-bench-");
    endings.addFirst(() -> delete(directory));
    var postgres = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
    endings.addFirst(postgres::close);
    var broker = BrokerProcess.start(directory.resolve("broker"));
    endings.addFirst(broker::close);
    return new Stage(postgres, broker);
  }

  /** A new database with the kit's tables. */
  DatabaseConfig database(String name) {
    try {
      postgres.createDatabase(name, name);
      var config = DatabaseConfig.of("127.0.0.1", postgres.port(), name, name, name);
      Migrations.run(config, null);
      return config.withPoolSize(CONNECTIONS);
    } catch (SQLException e) {
      throw new IllegalStateException("no database " + name, e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
