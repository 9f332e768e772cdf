package dev.weft.kit;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.DatabaseUnavailable;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.FirstLoads;
import dev.weft.kit.db.Migrations;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.http.CallerCheck;
import dev.weft.kit.http.EndpointDispatcher;
import dev.weft.kit.http.EndpointMetrics;
import dev.weft.kit.http.VirtualThreads;
import dev.weft.kit.messaging.Messaging;
import dev.weft.kit.messaging.MessagingSetup;
import dev.weft.kit.messaging.books.BooksSettings;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.kit.saga.RunningSagas;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.call.CallTokenVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service on a node, in this order: migrations, messages, first load, endpoints, registry.
 */
public final class ServiceRuntime {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRuntime.class);

  /** The relay must not wait behind handlers, or it loses its lease. */
  private static final int RELAY_CONNECTIONS = 2;

  private final Node node;
  private final Service service;
  private final ServiceConfig config;
  private final Definition definition;
  private final RunningService running;
  private final @Nullable Broker broker;

  private ServiceRuntime(
      Node node,
      Service service,
      ServiceConfig config,
      @Nullable Broker broker,
      LoadProgress progress) {
    this.node = node;
    this.service = service;
    this.config = config;
    this.broker = broker;
    this.definition = Definition.of(service);
    this.running = new RunningService(node, service.name(), instanceId(), progress);
  }

  /**
   * Starts the service; returns when it is ready.
   *
   * @throws StartFailure when it cannot, for a reason that its operator can mend
   */
  public static ServiceHandle start(Node node, Service service, ServiceConfig config) {
    return start(node, service, config, new LoadProgress());
  }

  /** Like the other; the progress shows how far the first load is meanwhile. */
  public static ServiceHandle start(
      Node node, Service service, ServiceConfig config, LoadProgress progress) {
    var configured = config.broker();
    var broker = configured == null ? null : configured.open(node.vertx());
    return start(new ServiceRuntime(node, service, config, broker, progress));
  }

  /** Like the others, on a broker that is not in the configuration; it is not started yet. */
  public static ServiceHandle start(
      Node node, Service service, ServiceConfig config, Broker broker) {
    return start(new ServiceRuntime(node, service, config, broker, new LoadProgress()));
  }

  private static ServiceHandle start(ServiceRuntime runtime) {
    try {
      runtime.start();
      return runtime.running;
    } catch (Throwable e) { // await throws checked ones too
      runtime.running.stop().await();
      throw e;
    }
  }

  private void start() {
    var callers = callers();
    Migrations.runAtStart(service.name(), config.database(), definition.migrations());
    var database = Database.open(node.vertx(), service.name(), config.database());
    running.opened(database);
    var keys = ServiceKeys.open(node, service.name(), config, definition);
    running.opened(keys);
    var outbox = new Outbox(CodecRegistry.of(definition.emitted(), keys.keys()));
    var emits = new Emits(Set.copyOf(definition.emitted()), outbox);
    var metrics = new TransactionMetrics(node.meters(), service.name(), database);
    var transactions = new PgTransactions(database, emits, metrics);
    load(new FirstLoads(database, emits));
    startMessaging(database, transactions, outbox, keys);
    if (!definition.sagas().isEmpty()) {
      running.opened(RunningSagas.start(node, service.name(), database.pool(), definition.sagas()));
    }
    var dispatcher =
        new EndpointDispatcher(
            ServiceDocuments.of(service.name(), version(), definition),
            callers,
            transactions,
            new VirtualThreads(node.vertx()),
            new EndpointMetrics(node.meters(), service.name()));
    running.serve(dispatcher, config.http());
    running.register(version());
    LOG.info("{} is ready on port {}", running.instanceId(), running.httpPort());
  }

  private String version() {
    return NodeInfo.of(service.name(), service.getClass()).version();
  }

  private CallerCheck callers() {
    var jwks = config.callToken().jwks();
    if (!config.callToken().required() || jwks == null) {
      LOG.warn("{} answers anybody: call-token.required is false", service.name());
      return CallerCheck.ANYBODY;
    }
    try {
      var verifier = CallTokenVerifier.fromJwks(jwks);
      return new TokenCheck(verifier, service.name());
    } catch (IOException e) {
      throw new StartFailure(
          service.name() + " cannot read the gateway's keys: " + e.getMessage() + ".", e);
    }
  }

  private void load(FirstLoads loads) {
    if (definition.firstLoad().isEmpty()) {
      return;
    }
    var load = definition.firstLoad().get();
    long began = System.nanoTime();
    try {
      boolean mine =
          new VirtualThreads(node.vertx())
              .call(() -> loads.run(load, running.loadProgress()))
              .await();
      if (mine) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        LOG.info("{} has loaded its data in {} ms", service.name(), took.toMillis());
      }
    } catch (DatabaseUnavailable e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new StartFailure(service.name() + " cannot load its data: " + reason, e);
    }
  }

  /** After the first load: a handler that runs before its data is there would judge wrongly. */
  private void startMessaging(
      Database database, PgTransactions transactions, Outbox outbox, ServiceKeys keys) {
    if (!definition.hasMessages()) {
      return;
    }
    if (broker == null) {
      LOG.warn("{} has no broker: its messages stay in the outbox", service.name());
      return;
    }
    var relays =
        Database.open(
            node.vertx(),
            service.name() + "-relay",
            config.database().withPoolSize(RELAY_CONNECTIONS));
    var setup =
        new MessagingSetup(
            node.vertx(),
            service.name(),
            running.instanceId(),
            relays.pool(),
            database.pool(),
            transactions,
            outbox,
            definition.subscribers(),
            broker,
            node.meters(),
            RelaySettings.DEFAULT.withKeep(config.messages().keep()),
            ConsumerSettings.DEFAULT
                .withAttempts(config.messages().attempts())
                .withLongest(config.messages().handlerLimit()),
            keys.keys(),
            BooksSettings.DEFAULT.withAlarmAfter(config.messages().alarmAfter()));
    running.messages(Messaging.start(setup), relays);
  }

  private String instanceId() {
    var configured = config.node().instance();
    if (configured != null) {
      return configured;
    }
    boolean alone = node.instanceId().startsWith(service.name() + "-");
    return alone ? node.instanceId() : service.name() + "-" + node.instanceId();
  }
}
