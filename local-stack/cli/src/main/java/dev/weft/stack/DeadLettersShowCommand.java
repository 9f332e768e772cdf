package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter with its payload. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a dead letter with all that is known of it. Exit status: 1 without one.")
final class DeadLettersShowCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();

  @Parameters(paramLabel = "SERVICE/NUMBER", description = "As in the list, such as orders/17.")
  private String letter = "";

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DeadLetterReference reference = DeadLetterReference.parse(letter);
    try (DeadLetterDesk desk = new DeadLetterDesk(place.port())) {
      JsonNode found =
          desk.show(reference)
              .orElseThrow(() -> new StackException("there is no dead letter " + reference));
      spec.commandLine()
          .getOut()
          .println(
              json
                  ? ((ObjectNode) found).put("service", reference.service()).toPrettyString()
                  : DeadLetterText.whole(reference, found));
      return ExitStatus.OK;
    }
  }
}
