package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One PostgreSQL cluster: made, started and stopped by PostgreSQL's own programs. */
final class PostgresServer {

  private final PostgresFiles files;
  private final PostgresCommand command;
  private final LeftOverPostgres leftOver;

  PostgresServer(PostgresFiles files, Path programs) {
    this.files = files;
    this.command = new PostgresCommand(programs, files.home());
    this.leftOver = new LeftOverPostgres(files, command);
  }

  /** Returns the port. */
  int start(int wantedPort, boolean durable) throws IOException {
    if (files.initialised()) {
      leftOver.remove();
    } else {
      initialise();
    }
    int port = Ports.claim(wantedPort, "PostgreSQL");
    files.writeSettings(port, durable);
    files.turnLog();
    String cluster = files.cluster().toString();
    var start =
        command.run(
            "pg_ctl", "start", "-D", cluster, "-l", files.log().toString(), "-w", "-t", "120");
    if (start.failed()) {
      throw failure(port, start.output());
    }
    return port;
  }

  void removeLeftOver() throws IOException {
    leftOver.remove();
  }

  void stop() {
    leftOver.stop();
  }

  private void initialise() throws IOException {
    Directories.delete(files.cluster()); // an initialisation that was interrupted
    var result =
        command.run(
            "initdb",
            "--pgdata=" + files.cluster(),
            "--username=postgres",
            "--pwfile=" + files.password(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C");
    if (result.failed()) {
      throw PostgresFailure.of(files, result.output());
    }
  }

  private EmbeddedException failure(int port, String output) throws IOException {
    String log = Files.exists(files.log()) ? Files.readString(files.log()) : output;
    return log.contains("Address already in use")
        ? Ports.taken(port, "PostgreSQL", new IOException(log))
        : PostgresFailure.of(files, log.isBlank() ? output : log);
  }
}
