package dev.weft.kit.messaging.rabbitmq;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.TcpProxy;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.amqp.AmqpTls;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.Road;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A RabbitMQ node of the tests' own, from the files of Debian's package: free ports, a directory of
 * its own, no privileges. It ends with this process, however that ends.
 */
public final class RabbitNode implements BrokerUnderTest, AutoCloseable {

  private static final Path SERVERS = Path.of("/usr/lib/rabbitmq/lib");
  private static final String USER = "weft-operator";
  private static final String PASSWORD = "secret-of-the-test";

  /** Ends both programs when nobody holds its standard input any more. */
  private static final String KEEPER =
      """
      epmd -port "$ERL_EPMD_PORT" & epmd=$!
      "$0" & server=$!
      read -r _
      kill -9 "$(cat "$RABBITMQ_PID_FILE")" "$server" "$epmd"
      """;

  private static @Nullable RabbitNode shared;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path program;
  private final Path directory;
  private final int port;
  private final int management;
  private final int tls;
  private final int epmd;
  private final int distribution;
  private final Certificates certificates;
  private Process keeper;

  private RabbitNode(Path program) {
    var ports = freePorts(5);
    this.program = program;
    this.port = ports.get(0);
    this.management = ports.get(1);
    this.epmd = ports.get(2);
    this.distribution = ports.get(3);
    this.tls = ports.get(4);
    try {
      this.directory = Files.createTempDirectory("weft-rabbitmq-");
      this.certificates = Certificates.in(directory, USER);
      configure();
      this.keeper = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    awaitUp();
  }

  /** The one of this JVM. Where RabbitMQ is not installed, the test is skipped and says so. */
  public static synchronized RabbitNode shared() {
    if (shared == null) {
      shared = new RabbitNode(program());
    }
    return shared;
  }

  private static Path program() {
    var program = installed();
    Assumptions.assumeTrue(
        program != null,
        "RabbitMQ is not installed (apt-get install rabbitmq-server): nothing is known about it");
    return Objects.requireNonNull(program);
  }

  private static @Nullable Path installed() {
    if (!Files.isDirectory(SERVERS)) {
      return null;
    }
    try (var servers = Files.list(SERVERS)) {
      return servers
          .map(server -> server.resolve("sbin/rabbitmq-server"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void configure() throws IOException {
    Files.writeString(
        directory.resolve("rabbitmq.conf"),
        """
        listeners.tcp.default = 127.0.0.1:%d
        listeners.ssl.default = 127.0.0.1:%d
        ssl_options.cacertfile = %s
        ssl_options.certfile = %s
        ssl_options.keyfile = %s
        ssl_options.verify = verify_peer
        ssl_options.fail_if_no_peer_cert = false
        ssl_cert_login_from = common_name
        auth_mechanisms.1 = PLAIN
        auth_mechanisms.2 = EXTERNAL
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        default_user = %s
        default_pass = %s
        collect_statistics_interval = 100
        log.console = true
        log.file = false
        """
            .formatted(
                port,
                tls,
                certificates.authority(),
                certificates.broker().certificate(),
                certificates.broker().key(),
                management,
                USER,
                PASSWORD));
    Files.writeString(
        directory.resolve("plugins"),
        "[rabbitmq_amqp1_0,rabbitmq_management,rabbitmq_auth_mechanism_ssl].\n");
  }

  private Process launch() throws IOException {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
      var nobody =
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      try (var files = Files.walk(directory)) {
        for (var file : files.toList()) {
          Files.setOwner(file, nobody);
        }
      }
    }
    command.addAll(List.of("sh", "-c", KEEPER, program.toString()));
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("node.log").toFile()));
    var environment = builder.environment();
    environment.put("HOME", directory.toString());
    environment.put("ERL_EPMD_PORT", Integer.toString(epmd));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODENAME", "weft@localhost");
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distribution));
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    environment.put("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString());
    environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
    environment.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
    return builder.start();
  }

  private void awaitUp() {
    await("RabbitMQ, see " + directory).atMost(Duration.ofSeconds(90)).until(this::up);
  }

  private boolean up() throws IOException {
    if (!keeper.isAlive()) {
      throw new IllegalStateException(Files.readString(directory.resolve("node.log")));
    }
    return Files.readString(directory.resolve("node.log")).contains("Server startup complete");
  }

  public int port() {
    return port;
  }

  /** A connection over TLS, not started. */
  AmqpBroker secured(Vertx vertx, AmqpSettings.@Nullable User account, AmqpTls by) {
    return new AmqpBroker(
        vertx,
        AmqpSettings.of("127.0.0.1", tls, account).withTls(by),
        new RabbitMq(RabbitMq.Addresses.V1, new DefinedQueues()));
  }

  AmqpSettings.User operator() {
    return new AmqpSettings.User(USER, PASSWORD);
  }

  Certificates certificates() {
    return certificates;
  }

  /** How a client of another kind gets in. */
  public String url() {
    return "amqp://%s:%s@127.0.0.1:%d".formatted(USER, PASSWORD, port);
  }

  /** Its management, for whoever does not want to be this operator. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + management);
  }

  private AmqpBroker operator(Vertx vertx, int by, Duration sendTimeout) {
    var account = operator();
    return new AmqpBroker(
        vertx,
        AmqpSettings.of("127.0.0.1", by, account).withSendTimeout(sendTimeout),
        new RabbitMq(RabbitMq.Addresses.V1, new ManagedQueues(vertx, management(), account)));
  }

  @Override
  public Road road(Vertx vertx) {
    var proxy = TcpProxy.to(vertx, port);
    return Road.by(proxy, timeout -> operator(vertx, proxy.port(), timeout));
  }

  @Override
  public boolean sharesKeys() {
    return false;
  }

  @Override
  public void create(SubscriptionName subscription) {
    var vertx = Vertx.vertx();
    new ManagedQueues(vertx, management(), operator()).declare(subscription).await();
    vertx.close().await();
  }

  @Override
  public void delete(SubscriptionName subscription) {
    ask("DELETE", "queues/%2F/" + subscription.queue(), "");
  }

  /** Asks the management. */
  public HttpResponse<String> ask(String method, String path, String body) {
    var credentials = (USER + ':' + PASSWORD).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(management().resolve("/api/" + path))
            .method(method, BodyPublishers.ofString(body))
            .header("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .header("content-type", "application/json")
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As if its machine had failed. */
  @Override
  public void stop() {
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(10, TimeUnit.SECONDS)) {
        keeper.descendants().forEach(ProcessHandle::destroyForcibly);
      }
      Files.deleteIfExists(directory.resolve("node.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void startAgain() {
    try {
      keeper = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitUp();
  }

  @Override
  public void close() {
    stop();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Held together until all are known, so that they differ. */
  private static List<Integer> freePorts(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      for (var socket : sockets) {
        socket.close();
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
