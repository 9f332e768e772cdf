package dev.weft.stack;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which process is asked. */
final class ManagementPlace {

  private static final String TOKEN = "WEFT_MANAGEMENT_TOKEN";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The management port of a process, such as http://orders-1:9103; without it: the stack"
              + " that runs here. Its token is taken from the environment, "
              + TOKEN
              + ".")
  private @Nullable String url;

  ManagementPort port() {
    String at = url == null ? ofThisStack() : url.replaceAll("/+$", "");
    return new ManagementPort(at, System.getenv(TOKEN));
  }

  private static String ofThisStack() {
    return RunFile.running(StackHome.ofThisProcess())
        .map(RunFile::management)
        .filter(management -> !management.isEmpty())
        .orElseThrow(
            () ->
                new StackException(
                    ExitStatus.NOT_RUNNING,
                    "nothing is running here: start it with `./weft up`, or name a process with"
                        + " --url"));
  }
}
