package dev.weft.gateway;

import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.node.config.ConfigReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A gateway of its own process part, configured by files as an operator would, before services of
 * the test.
 */
final class TestGateway implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Node node;
  final GatewayHandle handle;

  /** Where its files are. */
  final Path directory;

  private TestGateway(Node node, GatewayHandle handle, Path directory) {
    this.node = node;
    this.handle = handle;
    this.directory = directory;
  }

  /** What an operator writes before starting it. */
  static final class Configured {
    private final Map<String, String> services = new LinkedHashMap<>();
    private String routes = "";
    private String routesAt = "routes";
    private String more = "";
    private String moreHttp = "";
    // Services of tests count what they are asked for; the documents come on top of it.
    private String openapi = "{ publish: false }";
    private String grace = "20s";
    private int httpPort;
    private int eventLoops = 2;
    private final Map<String, String> files = new LinkedHashMap<>();

    Configured service(String name, TestService service) {
      return service(name, service.address());
    }

    Configured service(String name, String... addresses) {
      var text = new StringBuilder("instances:\n");
      for (var address : addresses) {
        text.append("  - { address: \"").append(address).append("\" }\n");
      }
      return serviceFile(name, text.toString());
    }

    Configured serviceFile(String name, String text) {
      services.put(name, text);
      return this;
    }

    Configured routes(String yaml) {
      routes = yaml;
      return this;
    }

    /** More keys of http, each after a comma. */
    Configured http(String keys) {
      moreHttp = keys;
      return this;
    }

    /** A file beside the gateway's own. */
    Configured file(String name, String text) {
      files.put(name, text);
      return this;
    }

    /** A directory of routes that is there already. */
    Configured routesAt(Path directory) {
      routesAt = directory.toString();
      return this;
    }

    Configured httpPort(int port) {
      httpPort = port;
      return this;
    }

    Configured grace(String time) {
      grace = time;
      return this;
    }

    Configured eventLoops(int count) {
      eventLoops = count;
      return this;
    }

    Configured openapi(String yaml) {
      openapi = yaml;
      return this;
    }

    Configured config(String yaml) {
      more = yaml;
      return this;
    }

    TestGateway start() {
      return start(node());
    }

    TestGateway start(Node node) {
      try {
        var directory = Files.createTempDirectory("gateway");
        try {
          var config =
              ConfigReader.read(write(directory), GatewayConfig.class, Map.of(), new Properties());
          return new TestGateway(node, Gateway.start(node, config), directory);
        } catch (RuntimeException refused) {
          delete(directory);
          throw refused;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The configuration with all that it names. */
    private Path write(Path directory) throws IOException {
      write(directory.resolve("routes/routes.yaml"), routes);
      Files.createDirectories(directory.resolve("services"));
      for (var service : services.entrySet()) {
        write(directory.resolve("services/" + service.getKey() + ".yaml"), service.getValue());
      }
      for (var file : files.entrySet()) {
        write(directory.resolve(file.getKey()), file.getValue());
      }
      var file = directory.resolve("gateway.yaml");
      write(
          file,
          """
          node: { management: { host: 127.0.0.1, port: 0 }, grace: %s }
          http: { host: 127.0.0.1, port: %d%s }
          routes: %s
          services: services
          event-loops: %d
          openapi: %s
          """
                  .formatted(grace, httpPort, moreHttp, routesAt, eventLoops, openapi)
              + more);
      return file;
    }

    static void write(Path file, String text) throws IOException {
      var parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, text);
    }
  }

  static Configured files() {
    return new Configured();
  }

  static Node node() {
    return node(Duration.ofSeconds(20));
  }

  static Node node(Duration grace) {
    var config = new NodeConfig(null, "default", new ManagementConfig("127.0.0.1", 0), null, grace);
    return Node.start(config, new NodeInfo("gateway", "test"));
  }

  int port() {
    return handle.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path));
    return send(headers.length > 0 ? request.headers(headers) : request);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length > 0 ? request.headers(headers) : request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins a request whose answer is not waited for; closing the socket is the client's going. */
  Socket begin(String path, String... headers) {
    try {
      var socket = Sockets.open(port());
      var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nhost: x\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often something was counted for service {@code s}. */
  double count(String meter, String... tags) {
    var all = Search.in(node.meters()).name(meter).tag("service", "s").tags(tags).meters();
    return all.stream().mapToDouble(TestGateway::count).sum();
  }

  double gauge(String meter) {
    return node.meters().get(meter).gauge().value();
  }

  private static double count(Meter meter) {
    return switch (meter) {
      case Timer timer -> timer.count();
      case Counter counter -> counter.count();
      case Gauge gauge -> gauge.value();
      default -> throw new IllegalArgumentException(meter.getId() + " counts nothing");
    };
  }

  @Override
  public void close() {
    node.stop().await();
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
