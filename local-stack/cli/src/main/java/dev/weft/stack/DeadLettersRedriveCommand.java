package dev.weft.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has dead letters handled again. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Have dead letters handled again, each by the subscription that failed and in its place."
            + " What is asked for twice is done once.")
final class DeadLettersRedriveCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();
  @Mixin private final DeadLetterSelection selection = new DeadLetterSelection();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (DeadLetterDesk desk = new DeadLetterDesk(place.port())) {
      DeadLetterReceipt receipt = DeadLetterReceipt.of(desk, "redrive", selection.of(desk));
      spec.commandLine().getOut().println(json ? receipt.json() : receipt.text("redriven"));
      return ExitStatus.OK;
    }
  }
}
