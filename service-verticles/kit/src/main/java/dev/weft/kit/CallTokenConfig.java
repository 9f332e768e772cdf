package dev.weft.kit;

import dev.weft.node.config.Default;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the service knows the gateway, key {@code call-token}.
 *
 * @param jwks the public keys of the gateway
 * @param required false lets anybody call the service: for trying things out only
 */
public record CallTokenConfig(@Nullable Path jwks, @Default("true") boolean required) {

  public CallTokenConfig {
    if (required && jwks == null) {
      throw new IllegalArgumentException("jwks is missing: the public keys of the gateway");
    }
  }

  /** Only callers with a token signed by one of these keys. */
  public static CallTokenConfig of(Path jwks) {
    return new CallTokenConfig(jwks, true);
  }

  /** Anybody may call; for tests and trials. */
  public static CallTokenConfig notRequired() {
    return new CallTokenConfig(null, false);
  }
}
