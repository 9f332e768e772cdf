package dev.weft.stack;

import dev.weft.stack.embedded.EmbeddedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./weft}: the commands and what they answer to the shell. */
@Command(
    name = "weft",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A gateway, its services, a database and a broker on this computer.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      CheckCommand.class,
      GraphCommand.class,
      MessagesCommand.class,
      DeadLettersCommand.class,
      SagasCommand.class,
      BooksCommand.class,
      ResetCommand.class
    })
final class WeftCommand implements Runnable {

  @Spec private CommandSpec spec;

  static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return new CommandLine(new WeftCommand())
        .setExecutionExceptionHandler((failure, line, _) -> report(failure, line));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static int report(Exception failure, CommandLine line) throws Exception {
    return switch (failure) {
      case StackException e -> tell(line, e, e.status());
      case EmbeddedException e -> tell(line, e, ExitStatus.FAILED);
      default -> throw failure;
    };
  }

  private static int tell(CommandLine line, Exception failure, int status) {
    line.getErr().println("weft: " + failure.getMessage());
    return status;
  }
}
