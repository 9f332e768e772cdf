package dev.weft.gateway.route;

import dev.weft.gateway.plan.Access;
import java.util.Set;

/**
 * What the gateway's own file has that routes may name.
 *
 * @param auth whether callers can show who they are
 * @param authByDefault whether they may, or must, where a route says nothing of it
 * @param limits names of rate limits
 * @param cors names of CORS policies
 */
public record KnownEdge(boolean auth, boolean authByDefault, Set<String> limits, Set<String> cors) {
  public static final KnownEdge NONE = new KnownEdge(false, false, Set.of(), Set.of());

  /** Whether a route can know who calls. */
  boolean knowsCallers(Access access) {
    return access.auth() == null ? authByDefault : auth && access.auth() != Access.Auth.NONE;
  }
}
