package dev.weft.gateway.edge;

import dev.weft.node.http.PathMatch;
import org.jspecify.annotations.Nullable;

/** Serves the requests of one route on one event loop. */
interface Endpoint {
  void serve(Visit visit, PathMatch.Found<Endpoint> found);

  RouteMeters meters();

  /** Which pages of other origins may call it; null: none. */
  default @Nullable CorsPolicy cors() {
    return null;
  }
}
