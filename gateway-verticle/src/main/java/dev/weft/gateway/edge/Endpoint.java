package dev.weft.gateway.edge;

import dev.weft.node.http.PathMatch;

/** Serves the requests of one route on one event loop. */
interface Endpoint {
  void serve(Visit visit, PathMatch.Found<Endpoint> found);

  RouteMeters meters();
}
