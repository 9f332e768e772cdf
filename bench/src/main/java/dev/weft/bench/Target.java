package dev.weft.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A process under load: where it answers, and how much processor time it has used. */
record Target(String name, int port, Process process, ProcessHandle handle)
    implements AutoCloseable {

  /** Starts a program and waits for the line that says it is up. */
  static Target start(String name, int port, List<String> command, Predicate<String> up) {
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (up.test(line)) {
          Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
          return new Target(name, port, process, measured(process, line));
        }
      }
      throw new IllegalStateException(name + " did not come up: " + String.join(" ", command));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /** The process that a launcher script names in its line `URL PID`, else the one started. */
  private static ProcessHandle measured(Process process, String line) {
    String last = line.substring(line.lastIndexOf(' ') + 1);
    return last.chars().allMatch(Character::isDigit)
        ? ProcessHandle.of(Long.parseLong(last)).orElse(process.toHandle())
        : process.toHandle();
  }

  /** Processor time used so far, user and system. */
  Duration cpu() {
    return handle.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    handle.destroy();
    process.destroy();
    process.onExit().join();
  }
}
