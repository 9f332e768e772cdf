package dev.weft.stack;

import dev.weft.gateway.GatewayCheck;
import dev.weft.kit.messaging.types.MessageCheck;
import dev.weft.node.config.Mistake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says all that is wrong with a gateway's file, its routes, its services and the schemas of
 * messages that are kept beside it, and starts nothing.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check routes, services and messages. Exit status: 0 right, 2 with mistakes.")
final class CheckCommand implements Callable<Integer> {

  @Mixin private final ConfFile conf = new ConfFile();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Found found = found(conf.check());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(found).encodePrettily());
    } else {
      found.mistakes().forEach(out::println);
      found.warnings().forEach(warning -> out.println("warning: " + warning));
      out.println(summary(found));
    }
    return found.mistakes().isEmpty() ? ExitStatus.OK : ExitStatus.WRONG_INPUT;
  }

  /** All that was found, and what there is when nothing was. */
  private record Found(List<Mistake> mistakes, List<Mistake> warnings, String counts) {}

  private Found found(GatewayCheck.Result gateway) {
    String routes = gateway.routes().size() + " routes";
    Optional<Path> directory = conf.messages();
    if (directory.isEmpty()) {
      return new Found(gateway.mistakes(), gateway.warnings(), routes);
    }
    MessageCheck.Result messages = FoodMartServices.checkMessages(directory.get());
    return new Found(
        both(gateway.mistakes(), messages.mistakes()),
        both(gateway.warnings(), messages.warnings()),
        "%s, %d message types".formatted(routes, messages.types()));
  }

  private static List<Mistake> both(List<Mistake> some, List<Mistake> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static String summary(Found found) {
    int mistakes = found.mistakes().size();
    return mistakes == 0
        ? found.counts() + ", no mistakes"
        : mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
  }

  private static JsonObject json(Found found) {
    return new JsonObject()
        .put("ok", found.mistakes().isEmpty())
        .put("mistakes", json(found.mistakes()))
        .put("warnings", json(found.warnings()));
  }

  private static JsonArray json(List<Mistake> mistakes) {
    JsonArray all = new JsonArray();
    for (Mistake mistake : mistakes) {
      all.add(
          new JsonObject()
              .put("file", mistake.at().file())
              .put("line", mistake.at().line())
              .put("column", mistake.at().column())
              .put("path", mistake.path())
              .put("message", mistake.message())
              .put("nearest", mistake.nearest()));
    }
    return all;
  }
}
