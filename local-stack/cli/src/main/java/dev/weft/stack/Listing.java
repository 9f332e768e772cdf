package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.LongFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command lists of all services, as lines or as JSON. A mixin for one run. */
final class Listing {

  private final ArrayNode found = new ObjectMapper().createArrayNode();
  private long matching;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "Most to list of each service (100).")
  private int limit;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Most to list of each service.
   *
   * @throws StackException when it is none at all
   */
  int limit() {
    if (limit < 1) {
      throw new StackException(ExitStatus.WRONG_INPUT, "--limit must be at least 1");
    }
    return limit;
  }

  void add(String service, JsonNode one) {
    ObjectNode named = found.addObject().put("service", service);
    named.setAll((ObjectNode) one);
  }

  /** So many of a service match, whether listed or not. */
  void matching(long count) {
    matching += count;
  }

  /**
   * Prints all that was added.
   *
   * @param name of the list in the JSON
   * @param number words for so many
   * @param brief lines for one
   */
  void print(String name, LongFunction<String> number, Function<JsonNode, String> brief) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      ObjectNode all = found.objectNode();
      all.put("matching", matching).set(name, found);
      out.println(all.toPrettyString());
      return;
    }
    out.println(number.apply(matching) + (matching == 0 ? "." : ":"));
    found.forEach(one -> out.println(brief.apply(one)));
    if (found.size() < matching) {
      out.println("and %d more: see --limit".formatted(matching - found.size()));
    }
  }
}
