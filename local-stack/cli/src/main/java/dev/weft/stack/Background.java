package dev.weft.stack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the stack as a process that survives the terminal, and waits until it is ready. */
final class Background {

  private static final int POLL_MILLIS = 100;

  private final StackHome home;

  Background(StackHome home) {
    this.home = home;
  }

  /** Returns the announcement of the ready stack; fails with the reason that the process gave. */
  String start(List<String> arguments, StartReport report) throws IOException {
    Files.deleteIfExists(home.startFile());
    Process process = launch(arguments);
    int seen = 0;
    try {
      while (true) {
        boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        List<String> lines = linesSoFar();
        var outcome = StartFile.follow(lines.subList(seen, lines.size()), report);
        seen = lines.size();
        switch (outcome) {
          case StartFile.Outcome.Ready ready -> {
            return ready.announcement();
          }
          case StartFile.Outcome.Failed failed ->
              throw new StackException(
                  failed.status(), failed.reason() + " (log: " + home.log() + ")");
          case StartFile.Outcome.Pending _ when ended -> throw ended(process.exitValue());
          case StartFile.Outcome.Pending _ -> {}
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted: the start goes on in the background");
    } finally {
      report.end();
    }
  }

  private Process launch(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // Away from the terminal: its end and its Ctrl-C are not for this process.
    command.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "/usr/bin/setsid" : "nohup");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WeftCommand.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(home.console().toFile())
        .start();
  }

  /** Whole lines only: the writer may be in the middle of one. */
  private List<String> linesSoFar() throws IOException {
    if (!Files.exists(home.startFile())) {
      return List.of();
    }
    String text = Files.readString(home.startFile());
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private StackException ended(int status) throws IOException {
    String console = Files.readString(home.console()).strip();
    return new StackException(
        "the stack ended with status %d while it was starting%s (log: %s)"
            .formatted(status, console.isEmpty() ? "" : ": " + console, home.log()));
  }
}
