package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A probe in a JVM of its own. */
final class Jvm implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long EXIT_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;
  private final int managementPort;

  private Jvm(Process process, Path out, Path err, int managementPort) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.managementPort = managementPort;
  }

  /** Runs the probe with these arguments. */
  static Jvm run(Path directory, Map<String, String> environment, List<String> arguments, int port)
      throws IOException {
    var out = Files.createTempFile(directory, "out", ".log");
    var err = Files.createTempFile(directory, "err", ".log");
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            ProbeProcess.class.getName()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Jvm(builder.start(), out, err, port);
  }

  /** Runs the probe on a configuration in which {@code MANAGEMENT} stands for a free port. */
  static Jvm run(Path directory, String configuration) throws IOException {
    int port = freePort();
    var file = Files.createTempFile(directory, "probe", ".yaml");
    Files.writeString(file, configuration.replace("MANAGEMENT", Integer.toString(port)));
    return run(directory, Map.of(), List.of("--conf", file.toString()), port);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).as("the process ends").isTrue();
    return process.exitValue();
  }

  Jvm awaitReady() {
    await()
        .atMost(Duration.ofSeconds(EXIT_SECONDS))
        .ignoreExceptions()
        .until(() -> status("/health/ready") == 200 && !info().getJsonArray("parts").isEmpty());
    return this;
  }

  void kill(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  JsonObject info() throws IOException, InterruptedException {
    return new JsonObject(get("/info").body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + managementPort + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  List<String> out() throws IOException {
    return Files.readAllLines(out);
  }

  List<String> err() throws IOException {
    return Files.readAllLines(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
