package dev.weft.gateway;

import dev.weft.gateway.auth.ApiKeys;
import dev.weft.gateway.auth.IssuerKeys;
import dev.weft.gateway.auth.KeySource;
import dev.weft.gateway.auth.KeySources;
import dev.weft.gateway.auth.TokenRules;
import dev.weft.gateway.edge.Connections;
import dev.weft.gateway.edge.CorsPolicy;
import dev.weft.gateway.edge.EdgeRules;
import dev.weft.gateway.edge.InFlight;
import dev.weft.gateway.edge.StandingHeaders;
import dev.weft.gateway.edge.TrustedProxies;
import dev.weft.gateway.plan.Access;
import dev.weft.gateway.rate.Rate;
import dev.weft.gateway.rate.RateLimiter;
import dev.weft.gateway.rate.UsageExchange;
import dev.weft.node.Node;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of the configuration what holds at the edge, and starts what keeps it up to date. */
final class EdgeSetup {
  private static final Logger log = LoggerFactory.getLogger(EdgeSetup.class);

  private EdgeSetup() {}

  static EdgeRules rules(Node node, GatewayConfig config) {
    var http = config.http();
    var networks = http.proxies().isEmpty() ? null : TrustedProxies.of(http.proxies());
    boolean rfc7239 = http.forwardedBy() == HttpConfig.ForwardedBy.FORWARDED;
    int inFlight = config.limits().inFlight();
    var peers = http.proxyProtocol() ? networks : null;
    return new EdgeRules(
        StandingHeaders.of(config.edge().headers(), http.tls() != null),
        networks == null ? null : new EdgeRules.Proxies(networks, rfc7239),
        new EdgeRules.Load(
            inFlight == 0 ? null : new InFlight(inFlight),
            new Connections(config.limits().connections(), peers)),
        cors(config.edge().cors()),
        auth(node, config.edge().auth()),
        limits(node, config));
  }

  private static Map<String, CorsPolicy> cors(Map<String, EdgeConfig.CorsConfig> configured) {
    var policies = new LinkedHashMap<String, CorsPolicy>();
    configured.forEach(
        (name, cors) ->
            policies.put(
                name,
                new CorsPolicy(
                    new CorsPolicy.Rules(
                        cors.origins(),
                        cors.methods(),
                        cors.headers(),
                        cors.expose(),
                        cors.credentials(),
                        cors.maxAge()))));
    return policies;
  }

  private static EdgeRules.AuthRules auth(Node node, EdgeConfig.AuthConfig config) {
    var jwt = config.jwt();
    var keys = config.apiKeys();
    return new EdgeRules.AuthRules(
        Access.Auth.valueOf(config.unlessSaid().name()),
        jwt == null ? null : tokens(node.vertx(), jwt),
        keys == null ? null : keys(node, keys));
  }

  private static EdgeRules.Tokens tokens(Vertx vertx, EdgeConfig.JwtConfig jwt) {
    var rules =
        new TokenRules(
            Set.copyOf(jwt.algorithms()),
            jwt.issuer(),
            Set.copyOf(jwt.audience()),
            jwt.leeway(),
            jwt.longest().toInt(),
            jwt.scopes(),
            jwt.forward());
    var times = new IssuerKeys.Times(jwt.refresh(), jwt.cooldown());
    var keys = IssuerKeys.start(vertx, source(vertx, jwt), rules.algorithms(), times);
    return new EdgeRules.Tokens(rules, keys);
  }

  private static KeySource source(Vertx vertx, EdgeConfig.JwtConfig jwt) {
    if (jwt.jwksFile() != null) {
      return KeySources.file(vertx, jwt.jwksFile());
    }
    return jwt.jwks() != null
        ? KeySources.url(vertx, jwt.jwks())
        : KeySources.discovered(vertx, jwt.issuer());
  }

  private static EdgeRules.KeyRules keys(Node node, EdgeConfig.ApiKeysConfig config) {
    var keys = new ApiKeys();
    keys.load(config.file());
    Gauge.builder("weft.gateway.api.key.mistakes", keys, ApiKeys::mistakes)
        .description("mistakes in the file of API keys, for which its keys were not taken")
        .register(node.meters());
    var vertx = node.vertx();
    vertx.setPeriodic(config.reload().toMillis(), _ -> reload(vertx, keys, config));
    return new EdgeRules.KeyRules(keys, config.header());
  }

  private static void reload(Vertx vertx, ApiKeys keys, EdgeConfig.ApiKeysConfig config) {
    vertx
        .executeBlocking(() -> keys.load(config.file()))
        .onSuccess(mistakes -> mistakes.forEach(mistake -> log.warn("{}", mistake)));
  }

  private static List<EdgeRules.Limit> limits(Node node, GatewayConfig config) {
    var limits = new ArrayList<EdgeRules.Limit>();
    var limiters = new LinkedHashMap<String, RateLimiter>();
    boolean others = config.node().cluster() != null || node.clusterAddress().isPresent();
    config
        .edge()
        .rateLimits()
        .forEach(
            (name, limit) -> {
              var limiter = limiter(limit, others);
              limiters.put(name, limiter);
              limits.add(new EdgeRules.Limit(name, limiter, limit.by(), limit.everywhere()));
            });
    if (others && !limiters.isEmpty()) {
      UsageExchange.start(node.vertx(), node.instanceId(), limiters);
    }
    return limits;
  }

  private static RateLimiter limiter(EdgeConfig.RateLimitConfig limit, boolean others) {
    int burst = limit.burst() == 0 ? limit.requests() : limit.burst();
    var rate = new Rate(limit.requests(), limit.per(), burst);
    return new RateLimiter(rate, limit.clients(), others, System::nanoTime);
  }
}
