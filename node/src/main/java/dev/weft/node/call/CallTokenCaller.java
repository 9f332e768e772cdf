package dev.weft.node.call;

import java.util.List;
import java.util.Map;

/**
 * On whose behalf a call is made, as its call token tells it.
 *
 * @param identity tells callers apart; two with the same identity are the same in all that follows
 * @param subject the caller's name
 * @param scopes what the caller may do
 * @param claims further things that are known of the caller
 */
public record CallTokenCaller(
    String identity, String subject, List<String> scopes, Map<String, Object> claims) {
  public CallTokenCaller {
    scopes = List.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  /** A caller of whom only the name is known. */
  static CallTokenCaller named(String subject) {
    return new CallTokenCaller(subject, subject, List.of(), Map.of());
  }
}
