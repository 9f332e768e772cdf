package dev.weft.gateway.plan;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks of those who call it, beside the request itself.
 *
 * @param auth null: as the gateway has it for all routes
 * @param scopes all of which the caller must have
 * @param limits names of rate limits beside those that hold everywhere
 * @param cors name of a policy, {@link #NO_CORS} for none; null: the gateway's default one
 * @param bodySchema JSON Schema of the request's body; null: any body will do
 */
public record Access(
    @Nullable Auth auth,
    Set<String> scopes,
    List<String> limits,
    @Nullable String cors,
    @Nullable JsonObject bodySchema) {
  /** No policy has this name. */
  public static final String NO_CORS = "none";

  /** Nothing but what the gateway asks everywhere. */
  public static final Access USUAL = new Access(null, Set.of(), List.of(), null, null);

  public Access {
    scopes = Set.copyOf(scopes);
    limits = List.copyOf(limits);
  }

  /** Whether callers must show who they are. */
  public enum Auth {
    NONE,
    OPTIONAL,
    REQUIRED
  }
}
