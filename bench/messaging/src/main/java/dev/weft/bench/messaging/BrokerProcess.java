package dev.weft.bench.messaging;

import dev.weft.stack.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The broker with the project's configuration, in a process of its own as in earnest. */
final class BrokerProcess {

  private static final String READY = "broker ready on 127.0.0.1:";

  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
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
                    EmbeddedBroker.class.getName(),
                    "--data",
                    directory.toString(),
                    "--config",
                    "conf/broker/broker.xml"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
        return new BrokerProcess(process, Integer.parseInt(line.substring(READY.length()).strip()));
      }
    }
    throw new IOException("the broker does not start");
  }

  int port() {
    return port;
  }

  /** Returns when it has ended. */
  void close() {
    process.destroy();
    process.onExit().join();
  }
}
