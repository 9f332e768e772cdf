package dev.weft.stack;

import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the stack that runs on this directory, and what a killed one left. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop the stack and wait until it has stopped.")
final class DownCommand implements Callable<Integer> {

  /** Longer than the grace of the node and the stop of PostgreSQL together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    StackHome home = StackHome.ofThisProcess();
    PrintWriter out = spec.commandLine().getOut();
    Optional<ProcessHandle> running = RunFile.running(home).flatMap(RunFile::process);
    if (running.isEmpty()) {
      EmbeddedDatabase.stopLeftOver(home.postgres());
      out.println("Nothing was running.");
      return ExitStatus.OK;
    }
    stop(running.get());
    EmbeddedDatabase.stopLeftOver(home.postgres());
    out.println("Stopped.");
    return ExitStatus.OK;
  }

  private static void stop(ProcessHandle process) {
    if (!process.destroy()) {
      throw new StackException(
          "process %d cannot be stopped by this user".formatted(process.pid()));
    }
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      process.destroyForcibly();
      throw new StackException(
          "process %d did not stop within %d s and was killed"
              .formatted(process.pid(), PATIENCE.toSeconds()));
    } catch (ExecutionException e) {
      throw new StackException("cannot wait for process " + process.pid(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
