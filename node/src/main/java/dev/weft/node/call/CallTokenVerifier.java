package dev.weft.node.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a call token is good. A token that was once found good is remembered until it
 * expires, so only its first request pays for the signature. Safe for all threads.
 */
public final class CallTokenVerifier {

  private static final int MOST_REMEMBERED = 4_096;
  private static final int LONGEST = 4_096;

  private final Map<String, Verified> remembered = new ConcurrentHashMap<>();
  private final Map<String, JWSVerifier> keys;
  private final InstantSource clock;

  private record Verified(String audience, long expiresAt) {}

  private CallTokenVerifier(Map<String, JWSVerifier> keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A verifier with the keys of a file; several keys may stand in it while they are rotated.
   *
   * @throws IOException when the file cannot be read or holds anything but public P-256 keys
   */
  public static CallTokenVerifier fromJwks(Path publicJwks) throws IOException {
    return fromJwks(publicJwks, InstantSource.system());
  }

  static CallTokenVerifier fromJwks(Path publicJwks, InstantSource clock) throws IOException {
    var text = Files.readString(publicJwks);
    try {
      var keys = new HashMap<String, JWSVerifier>();
      for (var jwk : JWKSet.parse(text).getKeys()) {
        if (!(jwk instanceof ECKey key) || jwk.isPrivate() || jwk.getKeyID() == null) {
          throw new IOException(publicJwks + " may hold public P-256 keys with a \"kid\" only");
        }
        keys.put(key.getKeyID(), new ECDSAVerifier(key));
      }
      if (keys.isEmpty()) {
        throw new IOException(publicJwks + " holds no key");
      }
      return new CallTokenVerifier(Map.copyOf(keys), clock);
    } catch (ParseException | JOSEException e) {
      throw new IOException(publicJwks + " holds no P-256 keys in JWKS form", e);
    }
  }

  /** Says why a token is refused at this audience; empty when it is good. */
  public Optional<String> reject(@Nullable String token, String audience) {
    if (token == null || token.isEmpty()) {
      return Optional.of("the call has no call token");
    }
    if (token.length() > LONGEST) {
      return Optional.of("the call token is malformed");
    }
    var known = remembered.get(token);
    if (known == null || !known.audience.equals(audience) || known.expiresAt <= clock.millis()) {
      return Optional.ofNullable(verify(token, audience));
    }
    return Optional.empty();
  }

  /**
   * On whose behalf a token was issued that has been found good before.
   *
   * @throws IllegalArgumentException when it is no token at all
   */
  public static String caller(String token) {
    try {
      return String.valueOf(SignedJWT.parse(token).getJWTClaimsSet().getSubject());
    } catch (ParseException e) {
      throw new IllegalArgumentException("the call token is malformed", e);
    }
  }

  private @Nullable String verify(String token, String audience) {
    try {
      var jwt = SignedJWT.parse(token);
      var verifier = keys.get(String.valueOf(jwt.getHeader().getKeyID()));
      if (verifier == null || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
        return "the call token is signed with an unknown key";
      }
      if (!jwt.verify(verifier)) {
        return "the call token's signature is wrong";
      }
      return claims(token, jwt, audience);
    } catch (ParseException | JOSEException _) {
      return "the call token is malformed";
    }
  }

  private @Nullable String claims(String token, SignedJWT jwt, String audience)
      throws ParseException {
    var claims = jwt.getJWTClaimsSet();
    if (!CallToken.ISSUER.equals(claims.getIssuer())) {
      return "the call token was not issued by a gateway";
    }
    if (!claims.getAudience().contains(audience)) {
      return "the call token is meant for another service";
    }
    var expiry = claims.getExpirationTime();
    if (expiry == null || !expiry.toInstant().isAfter(clock.instant())) {
      return "the call token has expired";
    }
    makeRoom();
    remembered.put(token, new Verified(audience, expiry.toInstant().toEpochMilli()));
    return null;
  }

  private void makeRoom() {
    if (remembered.size() >= MOST_REMEMBERED) {
      long now = clock.millis();
      remembered.values().removeIf(verified -> verified.expiresAt <= now);
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
    }
  }
}
