package dev.weft.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what was published, what became of it, and whether that is the same. */
@Command(
    name = "books",
    mixinStandardHelpOptions = true,
    description =
        "Count messages by type and subscription: published = consumed + waiting + dead. Exit"
            + " status: 1 when something does not balance, else 0.",
    subcommands = BooksOpenCommand.class)
final class BooksCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Of this service only.")
  private @Nullable String service;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ObjectNode services = new ObjectMapper().createObjectNode();
    try (ManagementClient client = place.client()) {
      for (String name : client.services(service, "books", BooksCommand::path)) {
        services.set(name, client.need(path(name)));
      }
    }
    BooksText text = new BooksText(services);
    if (json) {
      ObjectNode all = services.objectNode().put("balances", text.balances());
      spec.commandLine().getOut().println(all.set("services", services).toPrettyString());
    } else {
      text.lines().forEach(spec.commandLine().getOut()::println);
    }
    return text.balances() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  static String path(String service) {
    return "/books/" + ManagementClient.encode(service);
  }
}
