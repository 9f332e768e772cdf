package dev.weft.stack;

import dev.weft.gateway.GatewayCheck;
import dev.weft.gateway.RouteGraph;
import dev.weft.node.config.Mistake;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says which route needs which services. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Print which route needs which services. Exit status: 2 when routes are wrong.")
final class GraphCommand implements Callable<Integer> {

  enum Format {
    text,
    dot,
    json
  }

  @Mixin private final ConfFile conf = new ConfFile();

  @Option(names = "--format", defaultValue = "text", description = "text, dot or json.")
  private Format format = Format.text;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    GatewayCheck.Result result = conf.check();
    if (!result.mistakes().isEmpty()) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          result.mistakes().stream()
              .map(Mistake::toString)
              .collect(Collectors.joining("\n", "the configuration is wrong\n", "")));
    }
    RouteGraph graph = new RouteGraph(result.routes());
    String drawn =
        switch (format) {
          case text -> graph.text();
          case dot -> graph.dot();
          case json -> graph.json() + "\n";
        };
    spec.commandLine().getOut().print(drawn);
    spec.commandLine().getOut().flush();
    return ExitStatus.OK;
  }
}
