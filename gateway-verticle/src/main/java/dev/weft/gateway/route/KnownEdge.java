package dev.weft.gateway.route;

import java.util.Set;

/**
 * What the gateway's own file has that routes may name.
 *
 * @param auth whether callers can show who they are
 * @param limits names of rate limits
 * @param cors names of CORS policies
 */
public record KnownEdge(boolean auth, Set<String> limits, Set<String> cors) {
  public static final KnownEdge NONE = new KnownEdge(false, Set.of(), Set.of());
}
