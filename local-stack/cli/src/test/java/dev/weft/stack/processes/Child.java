package dev.weft.stack.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that a test started, with its output in a file. */
final class Child implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static Child jar(String name, Path directory, Path jar, Path conf) {
    return start(name, directory, "-jar", jar.toString(), "--conf", conf.toString());
  }

  static Child main(String name, Path directory, Class<?> main, String... args) {
    var words =
        new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(Arrays.asList(args));
    return start(name, directory, words.toArray(String[]::new));
  }

  private static Child start(String name, Path directory, String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(Arrays.asList(words));
    var log = directory.resolve(name + ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL: the process has no say in it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM, and what it exits with. */
  int stop() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  String output() {
    try {
      return name + ":\n" + Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
