package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which dead letters there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List dead letters, oldest first. Exit status: 0, also when there are none.")
final class DeadLettersListCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @Mixin private final ManagementPlace place = new ManagementPlace();
  @Mixin private final DeadLetterFilterOptions filter = new DeadLetterFilterOptions();

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "Most dead letters to list of each service (100).")
  private int limit;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new StackException(ExitStatus.WRONG_INPUT, "--limit must be at least 1");
    }
    ArrayNode letters = new ObjectMapper().createArrayNode();
    long matching = 0;
    try (DeadLetterDesk desk = new DeadLetterDesk(place.port())) {
      for (String service : desk.services(filter.service())) {
        matching += collect(desk, service, letters);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode all = letters.objectNode();
      all.put("matching", matching).set("deadLetters", letters);
      out.println(all.toPrettyString());
    } else {
      out.println(DeadLetterText.number(matching) + (matching == 0 ? "." : ":"));
      letters.forEach(letter -> out.println(DeadLetterText.brief(letter)));
      if (letters.size() < matching) {
        out.println("and %d more: see --limit".formatted(matching - letters.size()));
      }
    }
    return ExitStatus.OK;
  }

  private long collect(DeadLetterDesk desk, String service, ArrayNode letters) {
    long after = 0;
    int left = limit;
    while (true) {
      int page = Math.min(left, PAGE);
      JsonNode answer = desk.list(service, filter.given(), after, page);
      JsonNode found = answer.path("deadLetters");
      for (JsonNode letter : found) {
        ObjectNode named = letters.addObject().put("service", service);
        named.setAll((ObjectNode) letter);
        after = letter.path("id").asLong();
      }
      left -= found.size();
      if (found.size() < page || left == 0) {
        return answer.path("matching").asLong();
      }
    }
  }
}
