package dev.weft.gateway;

import dev.weft.gateway.call.Service;
import dev.weft.gateway.plan.Route;
import dev.weft.gateway.route.KnownServices;
import dev.weft.gateway.route.RouteFiles;
import dev.weft.node.config.ConfigException;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Loads routes and services and finds all that is wrong with them, without starting anything. A
 * start, a reload and {@code weft check} all do it here.
 */
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

  /** Checks what a configuration that is right by itself names. */
  public static Result of(GatewayConfig config) {
    var mistakes = new Mistakes();
    EdgeFiles.check(config, mistakes);
    return load(ConfigSketch.of(config), mistakes);
  }

  /**
   * Checks a process file and all that it names, which is found even when something else in the
   * file is wrong.
   */
  public static Result of(Path file, Map<String, String> environment, Properties system) {
    try {
      return of(ConfigReader.read(file, GatewayConfig.class, environment, system));
    } catch (ConfigException e) {
      var mistakes = new Mistakes();
      e.mistakes().forEach(mistakes::add);
      return ConfigSketch.of(file)
          .map(sketch -> load(sketch, mistakes))
          .orElseGet(() -> new Result(List.of(), Map.of(), mistakes.list(), List.of()));
    }
  }

  private static Result load(ConfigSketch config, Mistakes mistakes) {
    var warnings = new Mistakes();
    var services = ServiceFiles.load(config.services(), mistakes);
    var names = new HashSet<>(services.keySet());
    names.addAll(config.known());
    // With no cluster and something configured, nothing else can ever be there.
    boolean open = config.clustered() || names.isEmpty();
    var routes =
        RouteFiles.load(
            config.routes(),
            new KnownServices(names, open, config.edge(), config.calls(), warnings),
            mistakes);
    return new Result(routes, services, mistakes.list(), warnings.list());
  }
}
