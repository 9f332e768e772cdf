package dev.weft.gateway.edge;

import dev.weft.gateway.auth.ApiKeys;
import dev.weft.gateway.auth.IssuerKeys;
import dev.weft.gateway.auth.TokenRules;
import dev.weft.gateway.plan.Access;
import dev.weft.gateway.rate.RateLimiter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for requests beside their routes. Shared by all event loops.
 *
 * @param proxies null when no proxy is trusted
 * @param cors policies by name
 * @param limits in the order of the configuration
 */
public record EdgeRules(
    StandingHeaders headers,
    @Nullable Proxies proxies,
    Load load,
    Map<String, CorsPolicy> cors,
    AuthRules auth,
    List<Limit> limits) {

  /** Name of the policy of routes that name none. */
  static final String DEFAULT_CORS = "default";

  /** Who may tell where requests come from, and in which headers. */
  public record Proxies(TrustedProxies networks, boolean rfc7239) {}

  /**
   * What the gateway takes upon itself at one time.
   *
   * @param inFlight null: no limit
   */
  public record Load(@Nullable InFlight inFlight, Connections connections) {}

  /**
   * How callers show who they are.
   *
   * @param unlessSaid for routes that say nothing
   */
  public record AuthRules(
      Access.Auth unlessSaid, @Nullable Tokens tokens, @Nullable KeyRules keys) {}

  /** Bearer tokens. */
  public record Tokens(TokenRules rules, IssuerKeys keys) {}

  /** API keys. */
  public record KeyRules(ApiKeys keys, String header) {}

  /**
   * A rate limit.
   *
   * @param by what tells clients apart, as it is configured
   * @param everywhere whether it holds for routes that do not name it
   */
  public record Limit(String name, RateLimiter limiter, String by, boolean everywhere) {
    boolean needsCaller() {
      return by.equals("caller") || by.startsWith("claims.");
    }
  }
}
