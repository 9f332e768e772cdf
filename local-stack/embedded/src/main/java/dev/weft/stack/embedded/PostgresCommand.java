package dev.weft.stack.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one of the PostgreSQL programs and waits for its end. */
final class PostgresCommand {

  /** PostgreSQL refuses root; in a user namespace of its own root looks like nobody to it. */
  private static final List<String> PREFIX =
      new UnixSystem().getUid() == 0 ? List.of("unshare", "-U") : List.of();

  private final Path programs;
  private final Path directory;

  PostgresCommand(Path programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
  }

  record Result(int status, String output) {

    boolean failed() {
      return status != 0;
    }
  }

  Result run(String program, String... arguments) {
    List<String> command = new ArrayList<>(PREFIX);
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new EmbeddedException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while " + program + " was running", e);
    }
  }
}
