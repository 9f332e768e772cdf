package dev.weft.stack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where long-running processes are. */
@Command(
    name = "sagas",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "List or show long-running processes of services, and which of them are stuck.",
    subcommands = {SagasListCommand.class, SagasShowCommand.class})
final class SagasCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Do what with the sagas?");
  }
}
