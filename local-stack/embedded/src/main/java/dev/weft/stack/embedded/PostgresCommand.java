package dev.weft.stack.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one of the PostgreSQL programs and waits for its end. */
final class PostgresCommand {

  private static final List<String> PREFIX = prefix();

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

  /**
   * In a session of its own a program does not hear the Ctrl-C that is meant for its owner, and is
   * not torn away in the middle of its work. PostgreSQL refuses root; in a user namespace of its
   * own root looks like nobody to it.
   */
  private static List<String> prefix() {
    var prefix = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      prefix.addAll(List.of("/usr/bin/setsid", "--wait"));
    }
    if (new UnixSystem().getUid() == 0) {
      prefix.addAll(List.of("unshare", "-U"));
    }
    return List.copyOf(prefix);
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
