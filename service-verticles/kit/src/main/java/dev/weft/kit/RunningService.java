package dev.weft.kit;

import dev.weft.kit.db.Database;
import dev.weft.kit.db.Idempotency;
import dev.weft.kit.db.Work;
import dev.weft.kit.http.BusEndpoints;
import dev.weft.kit.http.EndpointDispatcher;
import dev.weft.kit.http.HttpEndpoints;
import dev.weft.kit.messaging.Messaging;
import dev.weft.node.Node;
import dev.weft.node.StartFailure;
import dev.weft.node.StopPhase;
import dev.weft.node.http.FreePort;
import dev.weft.node.management.CheckResult;
import dev.weft.node.management.Handle;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.Registration;
import dev.weft.node.registry.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started of a service, and how it is stopped again. */
final class RunningService implements ServiceHandle {

  private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);
  private static final int MOST_EVENT_LOOPS = 4;
  private static final Duration PURGE_EVERY = Duration.ofHours(1);

  /** Gateways that have not heard yet that this instance goes may send it something meanwhile. */
  private static final Duration LINGER = Duration.ofMillis(250);

  /** What a handler may take, and some more for its answer. */
  private static final Duration DRAIN_WITHIN = Work.LONGEST.plusSeconds(5);

  private final Node node;
  private final String service;
  private final String instanceId;
  private final LoadProgress progress;
  private final List<Handle> handles = new ArrayList<>();
  private final List<Registration> registrations = new ArrayList<>();
  private final List<HttpEndpoints> http = new ArrayList<>();
  private final List<String> deployments = new ArrayList<>();
  private final AtomicReference<@Nullable Promise<Void>> stopped = new AtomicReference<>();
  private @Nullable EndpointDispatcher dispatcher;
  private @Nullable Database database;
  private @Nullable Messaging messaging;
  private @Nullable Database relayDatabase;
  private @Nullable ServiceKeys keys;
  private String advertised = "";
  private volatile boolean registered;

  RunningService(Node node, String service, String instanceId, LoadProgress progress) {
    this.node = node;
    this.service = service;
    this.instanceId = instanceId;
    this.progress = progress;
    handles.add(node.health().started(service, this::whetherRegistered));
    handles.add(node.health().ready(service, this::whetherRegistered));
    handles.add(node.onStop(StopPhase.WITHDRAW, "withdraw " + service, this::withdraw));
    handles.add(node.onStop(StopPhase.DRAIN, "drain " + service, this::drain));
    handles.add(node.onStop(StopPhase.CLOSE, "close " + service, this::close));
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public String instanceId() {
    return instanceId;
  }

  @Override
  public int httpPort() {
    return http.getFirst().port();
  }

  @Override
  public LoadProgress loadProgress() {
    return progress;
  }

  @Override
  public void wake() {
    if (messaging != null) {
      messaging.wake();
    }
  }

  void opened(ServiceKeys opened) {
    keys = opened;
  }

  void opened(Database opened) {
    database = opened;
    var watch = new DatabaseWatch(node.vertx(), opened);
    handles.add(watch);
    handles.add(node.health().ready(service + " database", watch::result));
    long purge =
        node.vertx()
            .setPeriodic(
                PURGE_EVERY.toMillis(),
                _ ->
                    Idempotency.purge(opened.pool())
                        .onFailure(e -> LOG.warn("old answers were not removed", e)));
    handles.add(() -> node.vertx().cancelTimer(purge));
  }

  /** Something that goes with the service. */
  void opened(Handle handle) {
    handles.add(handle);
  }

  void messages(Messaging started, Database relays) {
    messaging = started;
    relayDatabase = relays;
    handles.add(started.mount(node.managementRoutes()));
    handles.add(node.health().ready(service + " broker", started::health));
    handles.add(node.health().ready(service + " books", started.books()::health));
  }

  /** Opens both doors. */
  void serve(EndpointDispatcher endpoints, HttpConfig config) {
    dispatcher = endpoints;
    int bodyLimit = (int) config.bodyLimit().bytes();
    int port = FreePort.of(config.port());
    int eventLoops = Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
    try {
      for (int i = 0; i < eventLoops; i++) {
        var verticle = new HttpEndpoints(config.host(), port, bodyLimit, endpoints);
        deployments.add(node.vertx().deployVerticle(verticle).await());
        http.add(verticle);
      }
    } catch (Exception e) { // await throws checked ones too
      throw StartFailure.listening("the port of " + service, config.host(), config.port(), e);
    }
    var bus = new BusEndpoints(busAddress(), bodyLimit, endpoints);
    deployments.add(node.vertx().deployVerticle(bus).await());
    advertised = config.advertised() + ":" + httpPort();
  }

  void register(String version) {
    handles.add(
        node.addPart(service, () -> JsonObject.of("instance", instanceId, "address", advertised)));
    registrations.add(register("/http", Protocol.HTTP, advertised, version));
    registrations.add(register("/bus", Protocol.EVENT_BUS, busAddress(), version));
    registered = true;
  }

  @Override
  public Future<Void> stop() {
    var promise = Promise.<Void>promise();
    var before = stopped.compareAndExchange(null, promise);
    if (before != null) {
      return before.future();
    }
    withdraw()
        .eventually(this::drain)
        .eventually(this::close)
        .onFailure(e -> LOG.warn("{} did not stop in order", service, e))
        .onComplete(
            _ -> {
              handles.forEach(Handle::close);
              promise.complete();
            });
    return promise.future();
  }

  private Registration register(String suffix, Protocol protocol, String address, String version) {
    return node.registry()
        .register(
            new Instance(
                instanceId + suffix, service, version, protocol, address, 1, node.zone(), State.UP))
        .await();
  }

  private Future<?> withdraw() {
    registered = false;
    return Future.join(registrations.stream().map(Registration::drain).toList());
  }

  private Future<?> drain() {
    http.forEach(HttpEndpoints::closeConnections);
    return drainRequests().eventually(() -> messaging == null ? done() : messaging.stop());
  }

  private Future<?> drainRequests() {
    var endpoints = dispatcher;
    return endpoints == null
        ? done()
        : node.vertx()
            .timer(LINGER.toMillis())
            .compose(_ -> endpoints.drained())
            .timeout(DRAIN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<?> close() {
    return Future.join(registrations.stream().map(Registration::withdraw).toList())
        .eventually(() -> Future.join(deployments.stream().map(node.vertx()::undeploy).toList()))
        .eventually(() -> relayDatabase == null ? done() : relayDatabase.close())
        .eventually(() -> keys == null ? done() : keys.close())
        .eventually(() -> database == null ? done() : database.close());
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private String busAddress() {
    return "weft/" + instanceId;
  }

  private CheckResult whetherRegistered() {
    return registered ? CheckResult.up() : CheckResult.down("not in the registry");
  }
}
