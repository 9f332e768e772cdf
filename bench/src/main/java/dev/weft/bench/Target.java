package dev.weft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A process under load: where it answers, and what it has used. */
record Target(String name, int port, Process process) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 50;

  /** Starts a program and waits until it is up. */
  static Target start(String name, int port, List<String> command, BooleanSupplier up) {
    if (up.getAsBoolean()) {
      throw new IllegalStateException("something else is where " + name + " should listen");
    }
    try {
      var log = Files.createTempFile("weft-bench", ".log");
      log.toFile().deleteOnExit();
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      // A benchmark that is interrupted leaves nothing running.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      await(name, process, up, log);
      return new Target(name, port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  private static void await(String name, Process process, BooleanSupplier up, Path log)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!up.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IllegalStateException(name + " did not come up: " + Files.readString(log));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Processor time used so far, user and system. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** Most memory that was resident so far, in MB; 0 where the system does not tell. */
  long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
