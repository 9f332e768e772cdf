package dev.weft.stack;

import dev.weft.gateway.Gateway;
import dev.weft.gateway.GatewayConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.call.CallTokenKeys;
import dev.weft.node.management.CheckResult;
import dev.weft.stack.embedded.DirectoryLock;
import dev.weft.stack.embedded.EmbeddedException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that {@code ./weft up} runs: one node with gateway and services, on its {@link
 * Backing}.
 */
final class LocalStack {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  private final StackHome home;
  private final GatewayConfig config;
  private final StartReport report;
  private final Closing closing = new Closing();
  private String announcement = "";

  private LocalStack(StackHome home, GatewayConfig config, StartReport report) {
    this.home = home;
    this.config = config;
    this.report = report;
  }

  /**
   * Returns when everything is ready.
   *
   * @throws StackException and what the parts throw when it cannot; nothing runs then
   */
  static LocalStack start(StackHome home, @Nullable Integer port, StartReport report)
      throws IOException {
    LocalStack stack =
        new LocalStack(home, StackConfiguration.read(home, port), new LoggedReport(report));
    Runtime.getRuntime().addShutdownHook(new Thread(stack.closing::close, "weft-close"));
    try {
      stack.start();
      return stack;
    } catch (StackException | EmbeddedException e) {
      stack.closing.close();
      throw e;
    } catch (StartFailure e) {
      stack.closing.close();
      throw new StackException(String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      LOG.error("the stack does not start", e);
      stack.closing.close();
      throw new StackException("the stack does not start: " + e, e);
    }
  }

  private void start() throws IOException {
    long begin = System.nanoTime();
    StackConfiguration.requireFreePorts(config);
    closing.add("lock", DirectoryLock.take(home.data(), "the local stack"));
    closing.add("run file", () -> Files.deleteIfExists(home.runFile()));
    RunFile.ofThisProcess("", "").write(home.runFile());

    report.step("starting PostgreSQL and the broker");
    Backing backing =
        closing.start(
            "PostgreSQL and broker",
            () -> Backing.start(home, FoodMartServices.names()),
            Backing::close);
    closing.requireOpen();

    report.step("starting the services");
    Path jwks = CallTokenKeys.ensure(home.keys()).publicJwks();
    Node node =
        closing.start(
            "node",
            () -> Node.start(config.node(), NodeInfo.of("weft", LocalStack.class)),
            LocalStack::stop);
    closing.requireOpen();
    watch(node, backing);
    FoodMartServices.start(node, new ServiceSettings(config.node(), backing, jwks), report);
    fillCopies(backing);

    report.step("starting the gateway");
    int port = Gateway.start(node, config).port();
    String version = Version.ofWeft();
    node.addPart("gateway", () -> JsonObject.of("version", version));
    node.partsHaveStarted();
    announce(node, port, begin);
    node.stopOnSignal();
  }

  /** Management tells of database and broker too. */
  private static void watch(Node node, Backing backing) {
    String version = backing.database().version();
    String url = "postgresql://127.0.0.1:" + backing.database().port();
    node.addPart("database", () -> JsonObject.of("version", version, "url", url));
    String brokerUrl = "amqp://127.0.0.1:" + backing.broker().port();
    node.addPart(
        "broker", () -> JsonObject.of("version", backing.broker().version(), "url", brokerUrl));
    node.health()
        .ready(
            "broker",
            () ->
                backing.broker().isActive()
                    ? CheckResult.up()
                    : CheckResult.down("the broker has stopped"));
  }

  /** Of the first load every message has to arrive; later ones take their time. */
  private void fillCopies(Backing backing) throws IOException {
    if (Files.exists(home.loadedMark())) {
      return;
    }
    try (Waiting waiting = Waiting.on(backing)) {
      watch(waiting);
    }
    Files.createFile(home.loadedMark());
  }

  private void watch(Waiting waiting) {
    long total = waiting.messages();
    AtomicLong left = new AtomicLong(total);
    if (total > 0) {
      Watch.until(
          () -> left.updateAndGet(_ -> waiting.messages()) == 0,
          () ->
              report.progress(
                  "telling each service what it needs to know",
                  Math.max(0, total - left.get()),
                  total));
    }
  }

  private void announce(Node node, int port, long begin) throws IOException {
    String url = reachable(config.http().host(), port);
    String management = reachable(config.node().management().host(), node.managementPort());
    RunFile.ofThisProcess(url, management).write(home.runFile());
    double seconds = (System.nanoTime() - begin) / 1e9;
    announcement = Announcement.of(home, url, management, seconds);
  }

  /** Whoever listens on all addresses is here too. */
  private static String reachable(String host, int port) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String here = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + here + ":" + port;
  }

  /** What to tell the user: URLs and a first request. */
  String announcement() {
    return announcement;
  }

  /** Returns never: a signal ends the process. */
  int awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.OK;
  }

  private static void stop(Node node) throws Exception {
    node.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
