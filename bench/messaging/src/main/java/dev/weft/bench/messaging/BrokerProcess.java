package dev.weft.bench.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The broker with the project's configuration, in a process of its own as in earnest. */
final class BrokerProcess {

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;
  private final int port;

  private BrokerProcess(Process process, BufferedReader output, int port) {
    this.process = process;
    this.output = output;
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.port = port;
  }

  static BrokerProcess start(Path directory) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerMain.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output = process.inputReader(StandardCharsets.UTF_8);
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.matches("\\d+")) {
        return new BrokerProcess(process, output, Integer.parseInt(line));
      }
    }
    throw new IOException("the broker does not start");
  }

  int port() {
    return port;
  }

  /** Declares the subscription of a service to {@link Sold}. */
  void subscribe(String service) {
    tell(BrokerMain.CREATE + queue(service));
  }

  /** Deletes it with what waits in it. */
  void unsubscribe(String service) {
    tell(BrokerMain.DELETE + queue(service));
  }

  private static String queue(String service) {
    return Sold.TYPE + "." + service;
  }

  private void tell(String command) {
    input.println(command);
    try {
      for (var line = output.readLine(); !"done".equals(line); line = output.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the broker has ended at: " + command);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it has ended. */
  void close() {
    process.destroy();
    process.onExit().join();
  }
}
