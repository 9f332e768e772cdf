package dev.weft.kit.http;

import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathTable;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** The endpoints of a service by method and path. Immutable. */
final class EndpointTable {

  private final PathTable<Entry> table;

  /** An endpoint with the names of its parameters at hand. */
  record Entry(Route route, List<String> parameterNames) {}

  /**
   * Makes the table.
   *
   * @throws IllegalArgumentException if a path is not well-formed or two endpoints are the same
   */
  EndpointTable(List<Route> routes) {
    var builder = PathTable.<Entry>builder();
    for (var route : routes) {
      builder.add(route.method(), route.path(), new Entry(route, route.parameterNames()));
    }
    this.table = builder.build();
  }

  /** HEAD is answered as GET. */
  PathMatch<Entry> match(HttpMethod method, String path) {
    return table.match(method, path);
  }
}
