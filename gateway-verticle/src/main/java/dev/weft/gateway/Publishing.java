package dev.weft.gateway;

import dev.weft.gateway.call.Service;
import dev.weft.gateway.contract.Contract;
import dev.weft.gateway.contract.ServiceDocuments;
import dev.weft.gateway.edge.Page;
import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Route;
import dev.weft.node.Node;
import dev.weft.node.StopPhase;
import dev.weft.node.call.CallTokenIssuer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the gateway publishes about its API, if its configuration wants that. */
final class Publishing {
  private final @Nullable Published published;

  private record Published(Contract contract, ServiceDocuments documents) {}

  private Publishing(@Nullable Published published) {
    this.published = published;
  }

  static Publishing start(Node node, GatewayConfig config, Optional<CallTokenIssuer> issuer) {
    var openapi = config.openapi();
    if (!openapi.publish()) {
      return new Publishing(null);
    }
    var settings =
        new Contract.Settings(
            openapi.title(),
            openapi.version(),
            openapi.servers().stream().map(URI::toString).toList());
    var contract = new Contract(node.vertx(), settings);
    var documents = ServiceDocuments.start(node.vertx(), node.registry(), issuer, contract);
    node.onStop(StopPhase.WITHDRAW, "service documents", documents::stop);
    return new Publishing(new Published(contract, documents));
  }

  List<Page> pages() {
    return published == null ? List.of() : published.contract().pages();
  }

  /** From now on these routes are served, with these services set. */
  void use(List<Route> routes, Map<String, Service> services) {
    if (published != null) {
      published.contract().routes(routes);
      published
          .documents()
          .watch(
              routes.stream()
                  .flatMap(Publishing::services)
                  .distinct()
                  .map(name -> services.getOrDefault(name, Service.registered(name)))
                  .toList());
    }
  }

  private static Stream<String> services(Route route) {
    return switch (route) {
      case Plan plan -> plan.calls().stream().map(PlannedCall::service);
      case PassThrough pass -> Stream.of(pass.service());
    };
  }
}
