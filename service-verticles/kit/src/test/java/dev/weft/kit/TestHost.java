package dev.weft.kit;

import dev.weft.kit.db.OpenDatabase;
import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.call.CallTokenKeys;
import dev.weft.stack.embedded.Directories;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A service on a node of its own with a fresh database, called as the gateway calls it. */
public final class TestHost implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final CallTokenIssuer tokens;
  private final Path keyDirectory;
  private final ServiceConfig config;
  private final Service service;
  private final Node node;
  private final ServiceHandle handle;

  private TestHost(
      Service service, DatabaseConfig database, @Nullable BrokerConfig broker, Path keyDirectory)
      throws Exception {
    this.service = service;
    this.keyDirectory = keyDirectory;
    var keys = CallTokenKeys.generate(keyDirectory);
    this.tokens = CallTokenIssuer.fromJwkFile(keys.privateJwk(), Duration.ofMinutes(5));
    this.config =
        new ServiceConfig(
            nodeConfig(),
            HttpConfig.anyPort(),
            database,
            broker,
            CallTokenConfig.of(keys.publicJwks()));
    this.node = Node.start(config.node(), new NodeInfo(service.name(), "test"));
    this.handle = ServiceRuntime.start(node, service, config);
    node.partsHaveStarted();
  }

  public static TestHost start(Service service) throws Exception {
    return start(service, SharedDatabase.fresh(service.name()));
  }

  public static TestHost start(Service service, FreshDatabase database) throws Exception {
    return start(service, OpenDatabase.config(database, 8));
  }

  public static TestHost start(Service service, DatabaseConfig database) throws Exception {
    return start(service, database, null);
  }

  public static TestHost start(
      Service service, DatabaseConfig database, @Nullable BrokerConfig broker) throws Exception {
    return new TestHost(service, database, broker, Files.createTempDirectory("weft-keys"));
  }

  public static NodeConfig nodeConfig() {
    return new NodeConfig(
        null, "default", new ManagementConfig("127.0.0.1", 0), null, Duration.ofSeconds(20));
  }

  public Node node() {
    return node;
  }

  public ServiceHandle handle() {
    return handle;
  }

  public ServiceConfig config() {
    return config;
  }

  public String token() {
    return tokens.token(service.name());
  }

  public CallTokenIssuer tokens() {
    return tokens;
  }

  /** A request with a call token, to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(20))
        .header("weft-call-token", token());
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + handle.httpPort() + path);
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  public HttpResponse<String> post(String path, String json) throws Exception {
    return send(json("POST", path, json));
  }

  public HttpRequest.Builder json(String method, String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** What the management port says at a path. */
  public HttpResponse<String> management(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + node.managementPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  public HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    node.stop().await();
    client.close();
    try {
      Directories.delete(keyDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a header, empty if it is not there. */
  public static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
