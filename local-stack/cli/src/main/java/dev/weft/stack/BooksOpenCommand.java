package dev.weft.stack;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the books of a subscription begin anew. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description =
        "Open the books of a subscription anew: what is missing or too much in them now counts no"
            + " more. Look for it first. Exit status: 1 when it can not be done now.")
final class BooksOpenCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();

  @Parameters(
      paramLabel = "SUBSCRIPTION",
      description = "Such as foodmart.orders.OrderPlaced::stock.")
  private String subscription = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int end = subscription.indexOf("::");
    if (end < 0) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          "a subscription is called TYPE::SERVICE, for example foodmart.orders.OrderPlaced::stock,"
              + " not "
              + subscription);
    }
    try (ManagementClient client = place.client()) {
      String service = subscription.substring(end + 2);
      client.services(service, "books", BooksCommand::path);
      String who = System.getProperty("user.name", "somebody");
      client.post(
          BooksCommand.path(service) + "/open", Map.of("subscription", subscription, "by", who));
    }
    spec.commandLine().getOut().println("The books of " + subscription + " are open anew.");
    return ExitStatus.OK;
  }
}
