package dev.weft.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A client in Python that knows nothing but the documented contract. */
final class OutsideClient {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Path SCRIPT = Path.of("src/test/resources/outside_client.py");

  private OutsideClient() {}

  /** Where it can not run, the test is skipped and says so. */
  static void assumeThere() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(PYTHON)) && run("-c", "import proton").status == 0,
        "python3-qpid-proton is not installed: nothing is known about outside clients");
  }

  /** Runs it to its end and answers the lines that it printed. */
  static List<String> talk(String... arguments) {
    var script = new ArrayList<>(List.of(SCRIPT.toString()));
    script.addAll(List.of(arguments));
    var result = run(script.toArray(String[]::new));
    if (result.status != 0) {
      throw new AssertionError(result.output);
    }
    return result.output.lines().toList();
  }

  private record Result(int status, String output) {}

  private static Result run(String... arguments) {
    var command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // What it waits for may never come; its output ends with it.
      CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
