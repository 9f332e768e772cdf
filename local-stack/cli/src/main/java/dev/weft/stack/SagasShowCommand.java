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

/** Shows one saga with its data. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a saga with all that is known of it. Exit status: 1 without one.")
final class SagasShowCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();

  @Parameters(
      paramLabel = "SERVICE/SAGA/KEY",
      description = "As in the list, such as orders/order/34071.")
  private String saga = "";

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    SagaReference reference = SagaReference.parse(saga);
    try (SagaDesk desk = new SagaDesk(place.client())) {
      JsonNode found =
          desk.show(reference)
              .orElseThrow(() -> new StackException("there is no saga " + reference));
      spec.commandLine()
          .getOut()
          .println(
              json
                  ? ((ObjectNode) found).put("service", reference.service()).toPrettyString()
                  : SagaText.whole(reference, found));
      return ExitStatus.OK;
    }
  }
}
