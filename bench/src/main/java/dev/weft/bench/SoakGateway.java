package dev.weft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration of a gateway that changes while it runs, and how often it has taken one. */
final class SoakGateway {
  static final String PATH = "/compose/";
  private static final int MANAGEMENT_PORT = 9189;

  private final Path directory;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private int version;

  SoakGateway(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  Path file() {
    return directory.resolve("gateway.yaml");
  }

  void writeAll() {
    write(
        "gateway.yaml",
        """
        node:
          instance: soak
          management: { host: 127.0.0.1, port: %d }
        http: { host: 127.0.0.1, port: %d }
        routes: routes
        services: services
        call-token: { send: false }
        reload: 250ms
        """
            .formatted(MANAGEMENT_PORT, port));
    routes();
    for (var name : Upstreams.NAMES) {
      service(name, Fleet.firstPorts(name));
    }
  }

  /** Other routes than before, in number and text; the one that is asked stays as it is. */
  void routes() {
    version++;
    var text = new StringBuilder("GET " + PATH + "{size}:\n  deadline: 10s\n  calls:\n");
    for (var name : Upstreams.NAMES) {
      text.append("    %s: { service: %s, get: \"/{size}\" }\n".formatted(name, name));
    }
    for (int i = 0; i <= version % 10; i++) {
      text.append(
          "GET /more%d/{id}: { summary: \"version %d\", calls: { part: { service: %s, get: /1k } } }\n"
              .formatted(i, version, Upstreams.NAMES.getFirst()));
    }
    write("routes/routes.yaml", text.toString());
  }

  void service(String name, List<Integer> ports) {
    var instances =
        ports.stream()
            .map("{ address: \"127.0.0.1:%d\" }"::formatted)
            .collect(Collectors.joining(", "));
    write("services/" + name + ".yaml", "call-token: false\ninstances: [" + instances + "]\n");
  }

  /** How many changes it has taken so far. */
  long reloads() {
    var uri = URI.create("http://127.0.0.1:" + MANAGEMENT_PORT + "/metrics");
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("weft_gateway_reloads_total") && line.contains("taken"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void write(String name, String text) {
    try {
      var file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
