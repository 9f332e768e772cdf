package dev.weft.node;

import dev.weft.node.management.CheckResult;
import dev.weft.node.management.Handle;
import dev.weft.node.management.Health;
import dev.weft.node.management.ManagementAccess;
import dev.weft.node.management.ManagementRoutes;
import dev.weft.node.management.ManagementServer;
import dev.weft.node.management.Meters;
import dev.weft.node.registry.ClusterRegistry;
import dev.weft.node.registry.LocalRegistry;
import dev.weft.node.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process: its Vertx, its place in the cluster, its registry, its management port. It may host
 * several parts, such as a gateway and services. Safe for all threads.
 */
public final class Node {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final NodeConfig config;
  private final String instanceId;
  private final Meters meters;
  private final Vertx vertx;
  private final Registry registry;
  private final Health health = new Health();
  private final Parts parts = new Parts();
  private final StopSequence stopSequence = new StopSequence();
  private final AtomicReference<@Nullable Promise<Void>> stopping = new AtomicReference<>();
  private final ManagementRoutes managementRoutes;
  private final HttpServer management;
  private volatile boolean up;

  private Node(NodeConfig config, NodeInfo info, String instanceId, Meters meters, NodeVertx made) {
    this.config = config;
    this.instanceId = instanceId;
    this.meters = meters;
    this.vertx = made.vertx();
    var cluster = made.cluster();
    this.registry =
        cluster == null
            ? new LocalRegistry()
            : new ClusterRegistry(vertx, cluster.getHazelcastInstance());
    health.started("process", this::hasStarted);
    health.ready("process", () -> isStopping() ? CheckResult.down("stopping") : hasStarted());
    if (registry instanceof ClusterRegistry clustered) {
      health.live("cluster", clustered::check);
    }
    var sockets = vertx.isNativeTransportEnabled() ? "native" : "nio";
    var details = new InfoReport(info, instanceId, config.zone(), sockets, registry, parts);
    var at = config.management();
    this.managementRoutes = new ManagementRoutes(ManagementAccess.of(at.host(), at.token()));
    this.management =
        listen(new ManagementServer(vertx, health, meters, details::json, managementRoutes));
  }

  /**
   * Starts a process; returns when its management port listens and it has joined its cluster. It is
   * not ready before its parts have started too: see {@link #partsHaveStarted}.
   *
   * @throws StartFailure when it cannot, for example because a port is taken
   */
  public static Node start(NodeConfig config, NodeInfo info) {
    var instanceId =
        config.instance() == null ? info.name() + "-" + randomName() : config.instance();
    LogIdentity.set(info.name(), instanceId);
    var meters = new Meters();
    var made = NodeVertx.start(config.cluster(), meters.registry());
    try {
      var node = new Node(config, info, instanceId, meters, made);
      log.info(
          "{} {} is up, management on port {}", info.name(), info.version(), node.managementPort());
      return node;
    } catch (Exception e) {
      made.vertx().close().await();
      throw e;
    }
  }

  /**
   * Says that everything this process hosts has started. Until then nobody may take the process for
   * ready because of checks that are not there yet.
   */
  public void partsHaveStarted() {
    up = true;
  }

  private CheckResult hasStarted() {
    return up ? CheckResult.up() : CheckResult.down("starting");
  }

  public Vertx vertx() {
    return vertx;
  }

  public Registry registry() {
    return registry;
  }

  public Health health() {
    return health;
  }

  /** What parts of this process answer on its management port. */
  public ManagementRoutes managementRoutes() {
    return managementRoutes;
  }

  public MeterRegistry meters() {
    return meters.registry();
  }

  /** The name of this process, one in the whole cluster. */
  public String instanceId() {
    return instanceId;
  }

  public String zone() {
    return config.zone();
  }

  /** The port that the management server listens on, also when 0 was configured. */
  public int managementPort() {
    return management.actualPort();
  }

  /**
   * {@code host:port} of this process in the cluster, which others can join; empty when it stands
   * alone.
   */
  public Optional<String> clusterAddress() {
    return registry instanceof ClusterRegistry cluster
        ? Optional.of(cluster.address())
        : Optional.empty();
  }

  /**
   * Tells {@code /info} of something that this process hosts.
   *
   * @param details asked at every request, must answer at once
   */
  public Handle addPart(String name, Supplier<JsonObject> details) {
    return parts.add(name, details);
  }

  /**
   * Adds a step to stopping. Steps of one phase begin together; a phase begins when the one before
   * is over or out of time.
   *
   * @param what names the step when it fails or takes too long
   */
  public Handle onStop(StopPhase phase, String what, Supplier<? extends Future<?>> step) {
    return stopSequence.add(phase, what, step);
  }

  public boolean isStopping() {
    return stopping.get() != null;
  }

  /**
   * Stops everything in order and within the grace period; never fails. Stopping again gives the
   * same future.
   */
  public Future<Void> stop() {
    var promise = Promise.<Void>promise();
    var before = stopping.compareAndExchange(null, promise);
    if (before != null) {
      return before.future();
    }
    log.info("stopping");
    stopSequence
        .run(vertx, config.grace())
        .compose(_ -> registry instanceof ClusterRegistry clustered ? clustered.close() : done())
        .eventually(vertx::close)
        .onComplete(
            _ -> {
              meters.close();
              promise.complete();
            });
    return promise.future();
  }

  /** Stops on SIGTERM and Ctrl-C, then exits with status 0. For the main method of a process. */
  public void stopOnSignal() {
    TerminationSignal.handle(
        () -> {
          try {
            stop()
                .toCompletionStage()
                .toCompletableFuture()
                .get(config.grace().toMillis(), TimeUnit.MILLISECONDS);
            log.info("stopped");
          } catch (TimeoutException | ExecutionException | InterruptedException e) {
            log.warn("the grace period is over", e);
          }
          System.exit(0);
        });
  }

  private HttpServer listen(ManagementServer server) {
    var at = config.management();
    try {
      return server.listen(at.host(), at.port()).await();
    } catch (Exception e) {
      throw StartFailure.listening("the management port", at.host(), at.port(), e);
    }
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private static String randomName() {
    var bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
