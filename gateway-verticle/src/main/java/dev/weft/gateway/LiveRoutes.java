package dev.weft.gateway;

import dev.weft.gateway.edge.EdgeServer;
import dev.weft.node.config.Mistake;
import dev.weft.node.management.CheckResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changed route and service files while the gateway runs. Wrong ones change nothing and are
 * told; right ones are compiled beside those that serve and take their place on all event loops,
 * and requests under way end as they began.
 */
final class LiveRoutes {
  private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);

  private final Vertx vertx;
  private final GatewayConfig config;
  private final RunningGateway running;
  private final MeterRegistry meters;
  private final FileWatch watch;
  private final Publishing publishing;
  private volatile List<Mistake> mistakes = List.of();
  private volatile boolean stopped;

  /** Where changes come from and where they go. */
  record Served(
      GatewayConfig config, FileWatch watch, RunningGateway running, Publishing publishing) {}

  LiveRoutes(Vertx vertx, MeterRegistry meters, Served served) {
    this.vertx = vertx;
    this.meters = meters;
    this.config = served.config();
    this.watch = served.watch();
    this.publishing = served.publishing();
    this.running = served.running();
    Gauge.builder("weft.gateway.reload.mistakes", () -> mistakes.size())
        .description("mistakes in changed route and service files that were not taken")
        .register(meters);
  }

  void start() {
    if (!config.reload().isZero()) {
      lookLater();
    }
  }

  Future<Void> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** What health tells: the gateway serves, though not what the files say. */
  CheckResult check(CheckResult gateway) {
    var wrong = mistakes;
    if (wrong.isEmpty() || gateway instanceof CheckResult.Down) {
      return gateway;
    }
    return CheckResult.up(
        "the routes of before serve, as the changed files have mistakes: "
            + wrong.getFirst()
            + (wrong.size() == 1 ? "" : " and " + (wrong.size() - 1) + " more"));
  }

  private void lookLater() {
    vertx.setTimer(config.reload().toMillis(), _ -> look());
  }

  private void look() {
    if (!stopped) {
      vertx
          .executeBlocking(this::changed, false)
          .compose(found -> found.map(this::take).orElseGet(Future::succeededFuture))
          .onFailure(e -> log.error("the changed routes cannot be taken", e))
          .onComplete(_ -> lookLater());
    }
  }

  private Optional<GatewayCheck.Result> changed() {
    return watch.takeChange() ? Optional.of(GatewayCheck.of(config)) : Optional.empty();
  }

  private Future<Void> take(GatewayCheck.Result found) {
    mistakes = found.mistakes();
    found.warnings().forEach(warning -> log.warn("{}", warning));
    if (!mistakes.isEmpty()) {
      mistakes.forEach(mistake -> log.error("{}", mistake));
      log.error("the changed files have mistakes, so the routes of before go on");
      count("refused");
      return Future.succeededFuture();
    }
    return running
        .use(new EdgeServer.Routes(found.routes(), found.services()))
        .onSuccess(
            _ -> {
              count("taken");
              publishing.use(found.routes(), found.services());
              log.info("{} routes taken from the changed files", found.routes().size());
            });
  }

  private void count(String outcome) {
    meters.counter("weft.gateway.reloads", "outcome", outcome).increment();
  }
}
