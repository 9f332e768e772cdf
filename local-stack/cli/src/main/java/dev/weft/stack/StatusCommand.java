package dev.weft.stack;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what runs, as its own management endpoints tell it. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say what is running. Exit status: 0 up, 3 not running, 1 not ready.")
final class StatusCommand implements Callable<Integer> {

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    StackHome home = StackHome.ofThisProcess();
    Optional<RunFile> running = RunFile.running(home);
    StackStatus status =
        running.map(run -> Management.of(run).status(home)).orElseGet(StackStatus::down);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? status.toJson() : status.toText());
    return switch (status.state()) {
      case UP -> ExitStatus.OK;
      case DOWN -> ExitStatus.NOT_RUNNING;
      case STARTING, NOT_READY -> ExitStatus.FAILED;
    };
  }
}
