package dev.weft.stack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line tool as a process, as the script starts it, on a directory of its own. */
final class Cli {

  private static final Path LIB = Path.of("target", "lib").toAbsolutePath();

  private final Path home;

  private Cli(Path home) {
    this.home = home;
  }

  /** With the project's configuration. */
  static Cli on(Path home) throws IOException {
    Path conf = Path.of("..", "..", "conf").toRealPath();
    Files.createSymbolicLink(home.resolve("conf"), conf);
    return new Cli(home);
  }

  /** With a configuration that the test wrote to {@code conf}. */
  static Cli withOwnConf(Path home) {
    return new Cli(home);
  }

  record Result(int status, String out, String err) {}

  Path home() {
    return home;
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("weft-cli", ".out");
    Path err = Files.createTempFile("weft-cli", ".err");
    try {
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end of: weft " + String.join(" ", arguments));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Returns at once; its output is one stream. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  /** The same in a process group of its own, as a shell gives one to each of its jobs. */
  Process startAsTerminalJob(String... arguments) throws IOException {
    ProcessBuilder builder = builder(arguments).redirectErrorStream(true);
    builder.command().addFirst("setsid");
    return builder.start();
  }

  static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dweft.home=" + home,
            "-Dlogback.configurationFile=weft-logback.xml",
            "-cp",
            LIB + "/*",
            WeftCommand.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(Map.of("WEFT_HTTP_PORT", "0", "WEFT_NODE_MANAGEMENT_PORT", "0"));
    return builder;
  }
}
