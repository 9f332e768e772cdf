package dev.weft.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Algorithms of signatures that can be asked for; all with a pair of keys, so that nobody who can
 * check a token can make one.
 */
public enum Algorithm {
  RS256("RS256"),
  PS256("PS256"),
  ES256("ES256"),
  EDDSA("EdDSA");

  private static final int LEAST_RSA_BITS = 2048;

  private final String standardName;

  Algorithm(String standardName) {
    this.standardName = standardName;
  }

  static @Nullable Algorithm of(@Nullable JWSAlgorithm name) {
    for (var algorithm : values()) {
      if (name != null && algorithm.standardName.equals(name.getName())) {
        return algorithm;
      }
    }
    return null;
  }

  /** What checks signatures of this algorithm with a key; empty when the key is for another. */
  Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
    if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(standardName)) {
      return Optional.empty();
    }
    return switch (key) {
      case RSAKey rsa when this == RS256 || this == PS256 -> rsa(rsa);
      case ECKey ec when this == ES256 && ec.getCurve().equals(Curve.P_256) ->
          Optional.of(new ECDSAVerifier(ec));
      case OctetKeyPair okp when this == EDDSA && okp.getCurve().equals(Curve.Ed25519) ->
          Optional.of(new Ed25519Verifier(okp));
      default -> Optional.empty();
    };
  }

  private static Optional<JWSVerifier> rsa(RSAKey key) throws JOSEException {
    return key.size() < LEAST_RSA_BITS
        ? Optional.empty()
        : Optional.of(new RSASSAVerifier(key.toRSAPublicKey()));
  }
}
