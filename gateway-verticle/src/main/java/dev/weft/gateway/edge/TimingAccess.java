package dev.weft.gateway.edge;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sees how long each call took. Immutable. */
@FunctionalInterface
public interface TimingAccess {
  /** The header in which a caller shows the secret. */
  CharSequence HEADER = HttpHeaders.createOptimized("weft-timing");

  TimingAccess ALL = (_, _) -> true;

  /**
   * Whether a caller does.
   *
   * @param shown what stands in {@link #HEADER}
   * @param claims what a checked token says of the caller
   */
  boolean allows(@Nullable String shown, @Nullable JsonTape claims);

  /** Those who show a secret. */
  static TimingAccess secret(String secret) {
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    return (shown, _) ->
        shown != null && MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Those of whom a token claims one of these, as a text or in a list of texts. */
  static TimingAccess claims(Map<String, String> wanted) {
    return (_, claims) ->
        claims != null
            && wanted.entrySet().stream()
                .anyMatch(
                    entry ->
                        has(
                            claims,
                            claims.field(0, new JsonName(entry.getKey())),
                            entry.getValue()));
  }

  private static boolean has(JsonTape claims, int token, String value) {
    if (token == JsonTape.NONE) {
      return false;
    }
    if (claims.kind(token) != JsonTape.Kind.ARRAY) {
      return claims.kind(token) == JsonTape.Kind.TEXT && claims.text(token).equals(value);
    }
    int end = claims.next(token);
    for (int item = claims.first(token); item < end; item = claims.next(item)) {
      if (claims.kind(item) == JsonTape.Kind.TEXT && claims.text(item).equals(value)) {
        return true;
      }
    }
    return false;
  }
}
