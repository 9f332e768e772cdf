package dev.weft.gateway.edge;

import dev.weft.gateway.auth.TokenVerifier;
import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Access;
import dev.weft.gateway.plan.Route;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, when the routes are loaded, what requests to each have to get past. The order of
 * everything that happens before a route is the order of {@link #of}. For one event loop.
 */
final class Gates {
  private final EdgeRules rules;
  private final AuthGate.Credentials credentials;

  Gates(Vertx vertx, EdgeRules rules) {
    this.rules = rules;
    var tokens = rules.auth().tokens();
    this.credentials =
        new AuthGate.Credentials(
            vertx,
            tokens == null
                ? null
                : new TokenVerifier(tokens.rules(), tokens.keys(), InstantSource.system()),
            rules.auth().keys());
  }

  List<Gate> of(Route route) {
    var gates = new ArrayList<Gate>();
    var cors = cors(route.access());
    if (cors != null) {
      gates.add(
          (visit, next) -> {
            cors.answer(visit.request(), visit.response().headers());
            next.run();
          });
    }
    addLimits(route.access(), false, gates);
    var auth = auth(route.access());
    if (auth != Access.Auth.NONE) {
      gates.add(new AuthGate(credentials, auth == Access.Auth.REQUIRED, route.access().scopes()));
    }
    addLimits(route.access(), true, gates);
    return gates;
  }

  @Nullable CorsPolicy cors(Access access) {
    return rules.cors().get(access.cors() == null ? EdgeRules.DEFAULT_CORS : access.cors());
  }

  /** Scopes say that a caller is needed. */
  private Access.Auth auth(Access access) {
    if (access.auth() != null) {
      return access.auth();
    }
    return access.scopes().isEmpty() ? rules.auth().unlessSaid() : Access.Auth.REQUIRED;
  }

  private void addLimits(Access access, boolean needCaller, List<Gate> gates) {
    for (var limit : rules.limits()) {
      boolean holds = limit.everywhere() || access.limits().contains(limit.name());
      if (holds && limit.needsCaller() == needCaller) {
        gates.add(new RateLimitGate(limit.name(), limit.limiter(), by(limit.by())));
      }
    }
  }

  private static RateLimitGate.By by(String by) {
    if (by.equals("address")) {
      return visit -> ClientKey.ofAddress(visit.origin().address());
    }
    if (by.equals("caller")) {
      return Gates::subject;
    }
    int dot = by.indexOf('.');
    var name = by.substring(dot + 1);
    if (by.startsWith("header.")) {
      return visit -> visit.request().headers().get(name);
    }
    var claim = new JsonName(name);
    return visit -> claim(visit, claim);
  }

  /** Of the one that is known, or else of the address. */
  private static String subject(Visit visit) {
    var behalf = visit.caller().behalf();
    return behalf == null ? "@" + ClientKey.ofAddress(visit.origin().address()) : behalf.subject();
  }

  private static @Nullable String claim(Visit visit, JsonName name) {
    var claims = visit.caller().claims();
    int token = claims == null ? JsonTape.NONE : claims.field(0, name);
    return claims == null || token == JsonTape.NONE ? null : claims.text(token);
  }
}
