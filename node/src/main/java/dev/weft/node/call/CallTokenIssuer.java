package dev.weft.node.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs call tokens (JWT, ES256), one per audience and caller, and hands the same one out until a
 * fifth of its life is left. Safe for all threads.
 */
public final class CallTokenIssuer {

  /** The caller of tokens that are made for no caller in particular. */
  public static final String ANYBODY = "gateway";

  private static final int MOST_CALLERS = 10_000;

  private final Map<String, Issued> byAudience = new ConcurrentHashMap<>();
  private final Map<Key, Issued> byCaller = new ConcurrentHashMap<>();
  private final ECKey key;
  private final JWSSigner signer;
  private final Duration life;
  private final InstantSource clock;

  private record Key(String audience, String caller) {}

  private record Issued(String token, long renewAt) {}

  CallTokenIssuer(ECKey key, Duration life, InstantSource clock) throws JOSEException {
    if (life.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException("a call token must live for 5s at least");
    }
    this.key = key;
    this.signer = new ECDSASigner(key);
    this.life = life;
    this.clock = clock;
  }

  /**
   * An issuer with the key of a file.
   *
   * @throws IOException when the file cannot be read or holds no private P-256 key
   */
  public static CallTokenIssuer fromJwkFile(Path privateJwk, Duration life) throws IOException {
    return fromJwkFile(privateJwk, life, InstantSource.system());
  }

  static CallTokenIssuer fromJwkFile(Path privateJwk, Duration life, InstantSource clock)
      throws IOException {
    var text = Files.readString(privateJwk);
    try {
      return new CallTokenIssuer(ECKey.parse(text), life, clock);
    } catch (ParseException | JOSEException e) {
      throw new IOException(privateJwk + " holds no private P-256 key in JWK form", e);
    }
  }

  /** A token that is valid at one service. */
  public String token(String audience) {
    var issued = byAudience.get(audience);
    if (issued == null || issued.renewAt <= clock.millis()) {
      issued = issue(audience, CallTokenCaller.named(ANYBODY));
      byAudience.put(audience, issued);
    }
    return issued.token;
  }

  /** A token that is valid at one service and tells on whose behalf the call is made. */
  public String token(String audience, String caller) {
    return token(audience, CallTokenCaller.named(caller));
  }

  /** A token that is valid at one service and tells what is known of the caller. */
  public String token(String audience, CallTokenCaller caller) {
    var id = new Key(audience, caller.identity());
    var issued = byCaller.get(id);
    if (issued == null || issued.renewAt <= clock.millis()) {
      issued = issue(audience, caller);
      makeRoom();
      byCaller.put(id, issued);
    }
    return issued.token;
  }

  private void makeRoom() {
    if (byCaller.size() >= MOST_CALLERS) {
      long now = clock.millis();
      byCaller.values().removeIf(issued -> issued.renewAt <= now);
      if (byCaller.size() >= MOST_CALLERS) {
        byCaller.clear();
      }
    }
  }

  private Issued issue(String audience, CallTokenCaller caller) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(CallToken.ISSUER)
            .audience(audience)
            .subject(caller.subject())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)));
    if (!caller.scopes().isEmpty()) {
      claims.claim("scope", String.join(" ", caller.scopes()));
    }
    if (!caller.claims().isEmpty()) {
      claims.claim("claims", caller.claims());
    }
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a call token", e);
    }
    return new Issued(
        token.serialize(), now.plus(life.multipliedBy(4).dividedBy(5)).toEpochMilli());
  }
}
