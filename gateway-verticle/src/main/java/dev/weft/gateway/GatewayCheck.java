package dev.weft.gateway;

import dev.weft.gateway.call.Service;
import dev.weft.gateway.plan.Route;
import dev.weft.gateway.route.KnownEdge;
import dev.weft.gateway.route.KnownServices;
import dev.weft.gateway.route.RouteFiles;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Loads routes and services and finds all that is wrong with them, without starting anything. */
public final class GatewayCheck {
  private GatewayCheck() {}

  /**
   * What was loaded.
   *
   * @param mistakes all of them; with any, the gateway does not start
   * @param warnings what may be meant so
   */
  public record Result(
      List<Route> routes,
      Map<String, Service> services,
      List<Mistake> mistakes,
      List<Mistake> warnings) {}

  public static Result of(GatewayConfig config) {
    var mistakes = new Mistakes();
    var warnings = new Mistakes();
    var services = ServiceFiles.load(config.services(), mistakes);
    var names = new HashSet<>(services.keySet());
    names.addAll(config.known());
    // With no cluster and something configured, nothing else can ever be there.
    boolean open = config.node().cluster() != null || names.isEmpty();
    var routes =
        RouteFiles.load(
            config.routes(),
            new KnownServices(names, open, edge(config.edge()), warnings),
            mistakes);
    EdgeFiles.check(config, mistakes);
    return new Result(routes, services, mistakes.list(), warnings.list());
  }

  private static KnownEdge edge(EdgeConfig config) {
    return new KnownEdge(
        config.auth().isConfigured(), config.rateLimits().keySet(), config.cors().keySet());
  }
}
