package dev.weft.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The public keys of an issuer. Immutable. */
final class KeySet {
  static final KeySet NONE = new KeySet("", List.of());

  private final String text;
  private final List<Known> keys;

  private record Known(@Nullable String id, Algorithm algorithm, JWSVerifier verifier) {}

  private KeySet(String text, List<Known> keys) {
    this.text = text;
    this.keys = keys;
  }

  /**
   * Reads a JWK set; keys that are for nothing that is allowed here are left out.
   *
   * @throws ParseException when it is none
   */
  static KeySet parse(String text, Set<Algorithm> allowed) throws ParseException {
    var keys = new ArrayList<Known>();
    for (var key : JWKSet.parse(text).getKeys()) {
      if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
        continue;
      }
      for (var algorithm : allowed) {
        try {
          algorithm
              .verifier(key)
              .ifPresent(found -> keys.add(new Known(key.getKeyID(), algorithm, found)));
        } catch (JOSEException e) {
          throw new ParseException("a key cannot be used: " + e.getMessage(), 0);
        }
      }
    }
    return new KeySet(text, List.copyOf(keys));
  }

  boolean isSameAs(String other) {
    return text.equals(other);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** A token need not name its key where only one can be meant. */
  @Nullable JWSVerifier find(@Nullable String id, Algorithm algorithm) {
    JWSVerifier found = null;
    for (var key : keys) {
      if (key.algorithm == algorithm && (id == null || id.equals(key.id))) {
        if (found != null) {
          return id == null ? null : found;
        }
        found = key.verifier;
      }
    }
    return found;
  }
}
