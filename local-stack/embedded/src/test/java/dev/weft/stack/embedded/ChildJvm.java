package dev.weft.stack.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The class under test as a process of its own, which a test can kill. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), main, arguments);
  }

  /** As another user, who may not be able to read where Maven keeps the class path. */
  static ChildJvm startAs(String user, Path readable, Class<?> main, String... arguments)
      throws IOException {
    return start(List.of("runuser", "-u", user, "--"), copyOfClassPath(readable), main, arguments);
  }

  private static ChildJvm start(
      List<String> prefix, String classPath, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(new java.io.File("/tmp"))
            .redirectErrorStream(true)
            .start();
    return new ChildJvm(process);
  }

  private static String copyOfClassPath(Path readable) throws IOException {
    Set<String> copies = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path source = Path.of(entry);
      if (Files.isDirectory(source)) {
        Path target = readable.resolve("classes-" + copies.size());
        copyDirectory(source, target);
        copies.add(target.toString());
      } else if (Files.exists(source)) {
        Path target = readable.resolve(source.getFileName());
        Files.copy(source, target);
        copies.add(target.toString());
      }
    }
    return String.join(":", copies);
  }

  private static void copyDirectory(Path source, Path target) throws IOException {
    try (var paths = Files.walk(source)) {
      for (Path path : paths.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        Files.copy(path, copy);
      }
    }
  }

  /** A directory that everybody may read, and with it all that tests put there. */
  static Path readableDirectory() throws IOException {
    return Files.createTempDirectory(
        "weft-readable",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  /** The port from the line that says ready; fails with the output when the process ends first. */
  int awaitReady() throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.append(line).append('\n');
      int at = line.indexOf(" ready on 127.0.0.1:");
      if (at >= 0) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
    }
    throw new IllegalStateException("not ready:\n" + seen);
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks politely; answers the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
    return process.exitValue();
  }

  /** The rest of what it prints until it ends. */
  String outputToTheEnd() throws InterruptedException {
    String rest = output.lines().reduce("", (all, line) -> all + line + "\n");
    process.waitFor();
    return rest;
  }

  int exitValue() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
