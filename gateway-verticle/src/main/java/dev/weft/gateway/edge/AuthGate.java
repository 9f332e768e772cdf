package dev.weft.gateway.edge;

import dev.weft.gateway.auth.TokenVerifier;
import dev.weft.gateway.auth.Verdict;
import dev.weft.gateway.call.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A credential that is wrong is refused even where none is needed: to go on
 * without it would give another answer than the caller asked for.
 */
final class AuthGate implements Gate {
  private static final String BEARER = "Bearer ";
  private static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");

  private final Credentials credentials;
  private final boolean required;
  private final Set<String> scopes;
  private final String vary;

  /** How callers may show who they are, on one event loop. */
  record Credentials(
      Vertx vertx, @Nullable TokenVerifier tokens, EdgeRules.@Nullable KeyRules keys) {
    /** Their names. */
    private String headers() {
      var names = new ArrayList<String>(2);
      if (tokens != null) {
        names.add("authorization");
      }
      if (keys != null) {
        names.add(keys.header().toLowerCase(Locale.ROOT));
      }
      return String.join(", ", names);
    }
  }

  /**
   * The gate of one route.
   *
   * @param required whether nobody gets in without
   * @param scopes all of which the caller must have
   */
  AuthGate(Credentials credentials, boolean required, Set<String> scopes) {
    this.credentials = credentials;
    this.required = required;
    this.scopes = scopes;
    this.vary = credentials.headers();
  }

  @Override
  public void enter(Visit visit, Runnable next) {
    visit.variesBy(vary);
    var headers = visit.request().headers();
    var authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
    if (credentials.tokens != null && !authorization.isEmpty()) {
      var header = authorization.getFirst();
      if (authorization.size() > 1 || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        refuse(visit, "only one bearer token is accepted");
      } else {
        bearer(visit, header.substring(BEARER.length()).strip(), next);
      }
      return;
    }
    var keys = credentials.keys;
    var key = keys == null ? null : headers.get(keys.header());
    if (keys != null && key != null) {
      var caller = keys.keys().find(key);
      if (caller == null) {
        refuse(visit, "the API key is not known");
      } else {
        known(visit, caller, keys.header(), next);
      }
    } else if (required) {
      visit.response().headers().set(AUTHENTICATE, challenge(""));
      Problems.write(visit, 401, "This route needs to know who calls.");
    } else {
      next.run();
    }
  }

  private void bearer(Visit visit, String token, Runnable next) {
    var tokens = credentials.tokens;
    if (tokens == null) {
      return;
    }
    var verdict = tokens.verify(token);
    if (!(verdict instanceof Verdict.UnknownKey)) {
      decide(visit, verdict, next);
      return;
    }
    var context = credentials.vertx.getOrCreateContext();
    visit.request().pause();
    tokens
        .fetchKeys()
        .onComplete(_ -> context.runOnContext(_ -> again(visit, () -> tokens.verify(token), next)));
  }

  private void again(Visit visit, Supplier<Verdict> check, Runnable next) {
    visit.request().resume();
    if (visit.response().closed()) {
      visit.end(Visit.CLIENT_CLOSED_REQUEST);
    } else {
      decide(visit, check.get(), next);
    }
  }

  private void decide(Visit visit, Verdict verdict, Runnable next) {
    switch (verdict) {
      case Verdict.Accepted accepted ->
          known(visit, accepted.caller(), HttpHeaders.AUTHORIZATION, next);
      case Verdict.Refused refused -> refuse(visit, refused.why());
      case Verdict.UnknownKey _ -> {
        if (credentials.tokens != null && credentials.tokens.hasNoKeys()) {
          Problems.write(visit, 503, "The keys to check tokens with are not there.");
        } else {
          refuse(visit, "the token is signed with an unknown key");
        }
      }
    }
  }

  private void known(Visit visit, Caller caller, CharSequence header, Runnable next) {
    var behalf = caller.behalf();
    if (behalf != null && behalf.scopes().containsAll(scopes)) {
      visit.authenticated(caller, header);
      next.run();
    } else {
      var wanted = "error=\"insufficient_scope\", scope=\"" + String.join(" ", scopes) + "\"";
      visit.response().headers().set(AUTHENTICATE, challenge(wanted));
      Problems.write(visit, 403, "The caller may not use this route.");
    }
  }

  private void refuse(Visit visit, String why) {
    visit
        .response()
        .headers()
        .set(AUTHENTICATE, challenge("error=\"invalid_token\", error_description=\"" + why + "\""));
    Problems.write(visit, 401, "The caller is not known: " + why + ".");
  }

  private String challenge(String parameters) {
    if (credentials.tokens == null && credentials.keys != null) {
      return "ApiKey header=\"" + credentials.keys.header() + "\"";
    }
    return parameters.isEmpty() ? "Bearer" : BEARER + parameters;
  }
}
