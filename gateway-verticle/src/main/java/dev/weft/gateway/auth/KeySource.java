package dev.weft.gateway.auth;

import io.vertx.core.Future;

/** Where the keys of an issuer come from. */
@FunctionalInterface
public interface KeySource {
  /** The JWK set as text. */
  Future<String> load();
}
