package dev.weft.gateway.edge;

import dev.weft.node.http.PathMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route behind its gates, which stand in the order of the list. */
final class GatedEndpoint implements Endpoint {
  private final List<Gate> gates;
  private final Endpoint endpoint;
  private final @Nullable CorsPolicy cors;

  private GatedEndpoint(List<Gate> gates, Endpoint endpoint, @Nullable CorsPolicy cors) {
    this.gates = List.copyOf(gates);
    this.endpoint = endpoint;
    this.cors = cors;
  }

  /** The endpoint itself when there are no gates. */
  static Endpoint of(List<Gate> gates, Endpoint endpoint, @Nullable CorsPolicy cors) {
    return gates.isEmpty() ? endpoint : new GatedEndpoint(gates, endpoint, cors);
  }

  @Override
  public void serve(Visit visit, PathMatch.Found<Endpoint> found) {
    enter(visit, found, 0);
  }

  private void enter(Visit visit, PathMatch.Found<Endpoint> found, int at) {
    if (at < gates.size()) {
      gates.get(at).enter(visit, () -> enter(visit, found, at + 1));
    } else {
      endpoint.serve(visit, found);
    }
  }

  @Override
  public RouteMeters meters() {
    return endpoint.meters();
  }

  @Override
  public @Nullable CorsPolicy cors() {
    return cors;
  }
}
