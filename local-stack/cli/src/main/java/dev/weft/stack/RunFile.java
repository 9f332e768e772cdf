package dev.weft.stack;

import dev.weft.stack.embedded.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stack that runs on a data directory, as its file tells it: lines of {@code name=value}, which
 * the script reads too.
 *
 * @param started start of the process by the operating system: the number of a process that was
 *     killed may be another's by now
 */
record RunFile(long pid, Instant started, String url, String management) {

  static RunFile ofThisProcess(String url, String management) {
    ProcessHandle self = ProcessHandle.current();
    return new RunFile(self.pid(), startOf(self), url, management);
  }

  void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        unfinished,
        "pid=%d%nstarted=%s%nurl=%s%nmanagement=%s%n".formatted(pid, started, url, management));
    Files.move(
        unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The stack that runs now. A process that was killed may be listed until its parent has noticed,
   * but its lock is gone at once.
   */
  static Optional<RunFile> running(StackHome home) {
    return read(home.runFile())
        .filter(run -> run.process().isPresent())
        .filter(_ -> DirectoryLock.isTaken(home.data()));
  }

  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).equals(started));
  }

  private static Optional<RunFile> read(Path file) {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      for (String line : Files.readAllLines(file)) {
        int sign = line.indexOf('=');
        if (sign > 0) {
          values.put(line.substring(0, sign), line.substring(sign + 1));
        }
      }
      return Optional.of(
          new RunFile(
              Long.parseLong(values.getOrDefault("pid", "")),
              Instant.parse(values.getOrDefault("started", "")),
              values.getOrDefault("url", ""),
              values.getOrDefault("management", "")));
    } catch (IOException | RuntimeException _) {
      return Optional.empty(); // not there, or not ours
    }
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
