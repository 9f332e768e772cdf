package dev.weft.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Whoever gives tokens to callers, with its keys at an address. */
final class Issuer implements AutoCloseable {
  static final String NAME = "https://issuer.example";

  final List<JWK> published = new ArrayList<>();
  final AtomicInteger fetched = new AtomicInteger();
  private final TestService server;

  Issuer(JWK... keys) {
    published.addAll(List.of(keys));
    server =
        TestService.answering(
            (request, reply) -> {
              if (request.uri().equals("/jwks")) {
                fetched.incrementAndGet();
                reply.json(200, new JWKSet(List.copyOf(published)).toString());
              } else {
                var here = "http://" + request.header("host");
                reply.json(200, "{\"issuer\":\"" + here + "\",\"jwks_uri\":\"" + here + "/jwks\"}");
              }
            });
  }

  String address() {
    return "http://" + server.address();
  }

  /** What the gateway's file says of this issuer. */
  String config(String more) {
    return """
    edge:
      auth:
        jwt:
          issuer: %s
          audience: [shop]
          jwks: %s/jwks
          algorithms: [rs256, ps256, es256, eddsa]
          forward: [tenant]
    """
            .formatted(NAME, address())
        + more.indent(6);
  }

  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience("shop")
        .subject("ann")
        .claim("scope", "read write")
        .claim("tenant", "t1")
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  static String token(JWK key, JWTClaimsSet.Builder claims) {
    return token(key, key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256, claims);
  }

  static String token(JWK key, JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) {
    return token(
        key,
        new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT).build(),
        claims);
  }

  static String token(JWK key, JWSHeader header, JWTClaimsSet.Builder claims) {
    try {
      JWSSigner signer =
          key instanceof RSAKey rsa
              ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
              : new ECDSASigner((ECKey) key);
      var jwt = new SignedJWT(header, claims.build());
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
