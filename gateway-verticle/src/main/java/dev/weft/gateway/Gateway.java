package dev.weft.gateway;

import dev.weft.gateway.cache.PartCaches;
import dev.weft.gateway.call.CallFactory;
import dev.weft.gateway.call.CallMeters;
import dev.weft.gateway.call.ServiceGuards;
import dev.weft.gateway.coding.ContentCoding;
import dev.weft.gateway.edge.EdgeServer;
import dev.weft.node.Node;
import dev.weft.node.StartFailure;
import dev.weft.node.StopPhase;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.config.ConfigException;
import io.vertx.core.DeploymentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a part of a process. */
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private Gateway() {}

  /**
   * Starts a gateway in a process; returns when it listens. It takes changed routes and services.
   * It stops with the process.
   *
   * @throws ConfigException with all that is wrong with routes and services
   * @throws StartFailure when it cannot listen, or has no key
   */
  public static GatewayHandle start(Node node, GatewayConfig config) {
    // Native parts load here and not on an event loop, at the first answer that is packed.
    log.debug("codings of parts: {}", ContentCoding.accepted());
    // The watch looks first, so that no change after the load goes unnoticed.
    var watch = FileWatch.of(config);
    var loaded = GatewayCheck.of(config);
    loaded.warnings().forEach(warning -> log.warn("{}", warning));
    if (!loaded.mistakes().isEmpty()) {
      throw new ConfigException(loaded.mistakes());
    }
    var running = new RunningGateway(config.node().grace());
    var issuer = issuer(config);
    var publishing = Publishing.start(node, config, issuer);
    publishing.use(loaded.routes(), loaded.services());
    var calls =
        new CallFactory.Shared(
            node.registry(),
            issuer,
            new CallFactory.Limits(
                config.limits().answer().bytes(),
                config.limits().large().bytes(),
                config.limits().jsonDepth()),
            new CallFactory.Site(
                config.node().zone(),
                new CallMeters(node.meters()),
                new PartCaches(),
                new ServiceGuards()));
    var shared =
        new EdgeServer.Shared(
            new EdgeServer.Routes(loaded.routes(), loaded.services()),
            EdgeSetup.rules(node, config),
            publishing.pages(),
            config.serverTiming().access(),
            calls,
            node.meters(),
            running::isDraining,
            running::add);
    var live =
        new LiveRoutes(
            node.vertx(), node.meters(), new LiveRoutes.Served(config, watch, running, publishing));
    node.health().ready("gateway", () -> live.check(running.check()));
    listen(node, config, shared, running);
    live.start();
    node.onStop(StopPhase.WITHDRAW, "routes", live::stop);
    var tls = config.http().tls();
    if (tls != null) {
      TlsReload.start(node.vertx(), tls, running::server);
    }
    node.onStop(StopPhase.WITHDRAW, "gateway", running::withdraw);
    node.onStop(StopPhase.DRAIN, "gateway", running::stop);
    log.info("{} routes on port {}", loaded.routes().size(), running.port());
    return running;
  }

  private static void listen(
      Node node, GatewayConfig config, EdgeServer.Shared shared, RunningGateway running) {
    var settings = EdgeSettings.of(config);
    var options = new DeploymentOptions().setInstances(config.instances());
    try {
      node.vertx()
          .deployVerticle(() -> new GatewayVerticle(settings, shared, running::listening), options)
          .await();
    } catch (Exception e) {
      throw StartFailure.listening(
          "the traffic port", config.http().host(), config.http().port(), e);
    }
  }

  private static Optional<CallTokenIssuer> issuer(GatewayConfig config) {
    var tokens = config.callToken();
    if (tokens == null || !tokens.send() || tokens.key() == null) {
      return Optional.empty();
    }
    Path key = tokens.key();
    try {
      return Optional.of(CallTokenIssuer.fromJwkFile(key, tokens.life()));
    } catch (IOException e) {
      throw new StartFailure(
          "The key for call tokens, " + key + ", cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
