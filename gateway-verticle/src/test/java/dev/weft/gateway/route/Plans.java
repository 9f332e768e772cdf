package dev.weft.gateway.route;

import dev.weft.gateway.plan.Plan;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.YamlFile;
import java.util.Set;

/** Plans for tests, from routes that name the service s. */
public final class Plans {
  private Plans() {}

  /** The plan of the only route in a file that must have no mistakes. */
  public static Plan of(String yaml) {
    var mistakes = new Mistakes();
    var edge = new KnownEdge(true, false, Set.of(), Set.of());
    var services = new KnownServices(Set.of("s"), false, edge, mistakes);
    var root = YamlFile.parse("r.yaml", yaml, mistakes);
    var routes = new RouteCompiler(services, mistakes).compile(root.orElseThrow());
    mistakes.throwIfAny();
    return (Plan) routes.getFirst().route();
  }
}
