package dev.weft.stack;

import dev.weft.gateway.GatewayCheck;
import dev.weft.node.config.Mistake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says all that is wrong with a gateway's file, its routes and its services, and starts nothing.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check routes and services. Exit status: 0 right, 2 with mistakes.")
final class CheckCommand implements Callable<Integer> {

  @Mixin private final ConfFile conf = new ConfFile();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    GatewayCheck.Result result = conf.check();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(result).encodePrettily());
    } else {
      result.mistakes().forEach(out::println);
      result.warnings().forEach(warning -> out.println("warning: " + warning));
      out.println(summary(result));
    }
    return result.mistakes().isEmpty() ? ExitStatus.OK : ExitStatus.WRONG_INPUT;
  }

  private static String summary(GatewayCheck.Result result) {
    int mistakes = result.mistakes().size();
    return mistakes == 0
        ? "%d routes, no mistakes".formatted(result.routes().size())
        : mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
  }

  private static JsonObject json(GatewayCheck.Result result) {
    return new JsonObject()
        .put("ok", result.mistakes().isEmpty())
        .put("mistakes", json(result.mistakes()))
        .put("warnings", json(result.warnings()));
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
