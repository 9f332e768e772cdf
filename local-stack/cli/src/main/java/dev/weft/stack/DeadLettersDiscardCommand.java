package dev.weft.stack;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives dead letters up for good. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = "Delete dead letters for good. Tells how many match, and asks first.")
final class DeadLettersDiscardCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();
  @Mixin private final DeadLetterSelection selection = new DeadLetterSelection();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--json", description = "As one JSON object; needs --yes.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (json && !yes) {
      throw new StackException(ExitStatus.WRONG_INPUT, "--json does not ask: say --yes too");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (DeadLetterDesk desk = new DeadLetterDesk(place.port())) {
      Map<String, Map<String, String>> meant = selection.of(desk);
      if (!yes && !confirmed(desk, meant, out)) {
        out.println("Nothing was discarded.");
        return ExitStatus.FAILED;
      }
      DeadLetterReceipt receipt = DeadLetterReceipt.of(desk, "discard", meant);
      out.println(json ? receipt.json() : receipt.text("discarded"));
      return ExitStatus.OK;
    }
  }

  private static boolean confirmed(
      DeadLetterDesk desk, Map<String, Map<String, String>> meant, PrintWriter out) {
    long matching =
        meant.entrySet().stream()
            .mapToLong(each -> desk.count(each.getKey(), each.getValue()))
            .sum();
    if (matching == 0) {
      return true; // says so itself
    }
    out.printf("This deletes %s for good. Type yes to go on: ", DeadLetterText.number(matching));
    out.flush();
    Scanner input = new Scanner(System.in, Charset.defaultCharset());
    return input.hasNextLine() && input.nextLine().strip().equals("yes");
  }
}
