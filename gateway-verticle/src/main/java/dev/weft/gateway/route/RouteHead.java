package dev.weft.gateway.route;

import dev.weft.gateway.plan.Access;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.YamlScalar;
import dev.weft.node.http.PathTable;
import dev.weft.node.http.PathTemplate;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/** Method and path of a route. */
record RouteHead(HttpMethod method, PathTemplate path, String summary, Access access) {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY");

  /** Reads {@code GET /orders/{id}}. */
  static Optional<RouteHead> read(
      YamlScalar key, String summary, Access access, Mistakes mistakes) {
    var text = key.text();
    int space = text.indexOf(' ');
    if (space < 0) {
      mistakes.add(
          key.at(), text, "a route begins with a method and a path, such as GET /orders/{id}");
      return Optional.empty();
    }
    var method = text.substring(0, space);
    if (!METHODS.contains(method)) {
      mistakes.add(key.at(), text, "there is no method " + method, Nearest.of(method, METHODS));
      return Optional.empty();
    }
    try {
      var path = PathTemplate.parse(text.substring(space + 1).strip());
      return Optional.of(
          new RouteHead(
              method.equals("ANY") ? PathTable.ANY : HttpMethod.valueOf(method),
              path,
              summary,
              access));
    } catch (IllegalArgumentException e) {
      mistakes.add(key.at(), text, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
