package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL outlives an owner that was killed. The next owner stops it before it starts its own,
 * and removes a postmaster.pid whose process is gone: PostgreSQL itself would take any process that
 * got the number since for a running server.
 */
final class LeftOverPostgres {

  private static final Logger LOG = LoggerFactory.getLogger(LeftOverPostgres.class);

  private final PostgresFiles files;
  private final PostgresCommand command;

  LeftOverPostgres(PostgresFiles files, PostgresCommand command) {
    this.files = files;
    this.command = command;
  }

  void remove() throws IOException {
    if (!Files.exists(files.pid())) {
      return;
    }
    Optional<ProcessHandle> running = server();
    if (running.isPresent()) {
      LOG.info("stopping the PostgreSQL that an earlier run left, process {}", running.get().pid());
      stop();
    }
    Files.deleteIfExists(files.pid());
  }

  /** Ends clients' work at once but cleanly; when that takes too long, as a crash that recovers. */
  void stop() {
    String cluster = files.cluster().toString();
    if (command.run("pg_ctl", "stop", "-D", cluster, "-m", "fast", "-w", "-t", "20").failed()) {
      var second =
          command.run("pg_ctl", "stop", "-D", cluster, "-m", "immediate", "-w", "-t", "10");
      if (second.failed() && server().isPresent()) {
        throw new EmbeddedException(
            "PostgreSQL in " + cluster + " does not stop: " + second.output());
      }
    }
  }

  private Optional<ProcessHandle> server() {
    try {
      List<String> lines = Files.readAllLines(files.pid());
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isOurs);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // half written or just removed: nobody runs on it
    }
  }

  private boolean isOurs(ProcessHandle process) {
    String commandLine = process.info().commandLine().orElse("");
    return process.isAlive()
        && commandLine.contains("postgres")
        && commandLine.contains(files.cluster().toString());
  }
}
