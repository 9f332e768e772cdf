package dev.weft.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weft.gateway.json.JsonTape;
import io.vertx.core.Future;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer tokens (JWT, RFC 8725). The algorithm is that of the configuration and the key that
 * of the issuer: nothing in a token can choose either. A token once found good is remembered until
 * it expires or the issuer's keys change, so only its first request pays for the signature. For one
 * event loop.
 */
public final class TokenVerifier {
  private static final int MOST_REMEMBERED = 2_000;
  private static final int DEEPEST = 20;
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final TokenRules rules;
  private final IssuerKeys keys;
  private final InstantSource clock;
  private final Map<String, Verdict.Accepted> remembered = new Remembered();
  private KeySet rememberedKeys = KeySet.NONE;

  private static final class Remembered extends LinkedHashMap<String, Verdict.Accepted> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Verdict.Accepted> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  public TokenVerifier(TokenRules rules, IssuerKeys keys, InstantSource clock) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
  }

  public Verdict verify(String token) {
    if (token.length() > rules.longest()) {
      return new Verdict.Refused("the token is too long");
    }
    if (rememberedKeys != keys.current()) {
      remembered.clear();
      rememberedKeys = keys.current();
    }
    var known = remembered.get(token);
    if (known != null && known.until() > clock.millis()) {
      return known;
    }
    var verdict = check(token);
    if (verdict instanceof Verdict.Accepted accepted) {
      remembered.put(token, accepted);
    } else {
      remembered.remove(token);
    }
    return verdict;
  }

  /** Looks for new keys; always succeeds. */
  public Future<Void> fetchKeys() {
    return keys.fetchForUnknown();
  }

  /** Whether nothing can be checked yet. */
  public boolean hasNoKeys() {
    return keys.current().isEmpty();
  }

  private Verdict check(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      var algorithm = Algorithm.of(jwt.getHeader().getAlgorithm());
      if (algorithm == null || !rules.algorithms().contains(algorithm)) {
        return new Verdict.Refused("the token's algorithm is not accepted");
      }
      if (!isPlain(jwt.getHeader())) {
        return new Verdict.Refused("the token is of a kind that is not accepted");
      }
      var verifier = rememberedKeys.find(jwt.getHeader().getKeyID(), algorithm);
      if (verifier == null) {
        return new Verdict.UnknownKey();
      }
      return jwt.verify(verifier)
          ? claims(jwt)
          : new Verdict.Refused("the token's signature is wrong");
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return new Verdict.Refused("the token is malformed");
    }
  }

  private static boolean isPlain(JWSHeader header) {
    boolean critical = header.getCriticalParams() != null && !header.getCriticalParams().isEmpty();
    return !critical && (header.getType() == null || TYPES.contains(header.getType()));
  }

  private Verdict claims(SignedJWT jwt) throws ParseException {
    // A name that stands twice could mean one thing here and another at a service.
    if (!(JsonTape.of(jwt.getPayload().toBytes(), DEEPEST) instanceof JsonTape.Taped(var tape))) {
      return new Verdict.Refused("the token is malformed");
    }
    var claims = jwt.getJWTClaimsSet();
    var why = reject(claims);
    if (why != null) {
      return new Verdict.Refused(why);
    }
    long until = claims.getExpirationTime().toInstant().plus(rules.leeway()).toEpochMilli();
    return new Verdict.Accepted(
        Callers.of("jwt", claims.getSubject(), scopes(claims), forwarded(claims), tape), until);
  }

  private @Nullable String reject(JWTClaimsSet claims) {
    if (!rules.issuer().equals(claims.getIssuer())) {
      return "the token is from another issuer";
    }
    if (Collections.disjoint(claims.getAudience(), rules.audience())) {
      return "the token is meant for somebody else";
    }
    var now = clock.instant();
    var expiry = claims.getExpirationTime();
    if (expiry == null || !expiry.toInstant().plus(rules.leeway()).isAfter(now)) {
      return "the token has expired";
    }
    var start = claims.getNotBeforeTime();
    if (start != null && start.toInstant().minus(rules.leeway()).isAfter(now)) {
      return "the token is not valid yet";
    }
    return claims.getSubject() == null ? "the token has no subject" : null;
  }

  private List<String> scopes(JWTClaimsSet claims) {
    return switch (claims.getClaim(rules.scopes())) {
      case String text -> List.of(text.strip().split("\\s+"));
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }

  private Map<String, Object> forwarded(JWTClaimsSet claims) {
    var chosen = new LinkedHashMap<String, Object>();
    for (var name : rules.forward()) {
      var value = claims.getClaim(name);
      if (value != null) {
        chosen.put(name, value);
      }
    }
    return chosen;
  }
}
