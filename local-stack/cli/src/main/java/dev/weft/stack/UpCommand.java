package dev.weft.stack;

import dev.weft.stack.embedded.DiskSpace;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything, in the foreground or as a process of its own. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start gateway, services, database and broker, and load FoodMart on the first run.",
      "Ctrl-C stops them."
    })
final class UpCommand implements Callable<Integer> {

  private static final long NEEDED_BYTES = 1L << 30;

  @Option(
      names = {"-d", "--detach"},
      description = "Start in the background and return when everything is ready.")
  private boolean detach;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the gateway instead of http.port in conf/gateway.yaml; 0 is a free one.")
  private @Nullable Integer port;

  @Option(names = "--in-background", hidden = true)
  private boolean inBackground;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    checkPort();
    StackHome home = StackHome.ofThisProcess();
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunFile> running = RunFile.running(home);
    if (running.isPresent()) {
      out.printf(
          "Weft is already up: %s (process %d). Stop it with `./weft down`.%n",
          running.get().url(), running.get().pid());
      return detach ? ExitStatus.OK : ExitStatus.FAILED;
    }
    DiskSpace.require(home.data(), NEEDED_BYTES);
    home.prepare();
    if (detach) {
      out.println(new Background(home).start(argumentsInBackground(), reportToTerminal()));
      return ExitStatus.OK;
    }
    home.turnLogs();
    System.setProperty("weft.log.file", home.log().toString());
    return new Foreground(home, port).run(inBackground, reportToTerminal(), out);
  }

  private void checkPort() {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(
          spec.commandLine(), "--port is a number from 0 to 65535, not " + port);
    }
  }

  private List<String> argumentsInBackground() {
    List<String> arguments = new ArrayList<>(List.of("up", "--in-background"));
    if (port != null) {
      arguments.add("--port");
      arguments.add(port.toString());
    }
    return arguments;
  }

  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked too
  private static StartReport reportToTerminal() {
    PrintStream err = System.err;
    boolean terminal = System.console() != null && System.console().isTerminal();
    return terminal ? new TerminalReport(err) : new PlainReport(err);
  }
}
