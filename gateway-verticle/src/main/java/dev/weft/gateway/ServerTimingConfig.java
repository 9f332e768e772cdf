package dev.weft.gateway;

import dev.weft.gateway.edge.TimingAccess;
import dev.weft.node.config.Default;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sees how long each call took, key {@code server-timing}.
 *
 * @param secret what a caller shows in the header {@code Weft-Timing}, for {@code allow: secret}
 * @param claims any one of which lets a caller see it, for {@code allow: claims}
 */
public record ServerTimingConfig(
    @Default("none") Allow allow, @Nullable String secret, Map<String, String> claims) {
  /** Who is allowed to see it. */
  public enum Allow {
    NONE,
    ALL,
    SECRET,
    CLAIMS
  }

  public ServerTimingConfig {
    claims = Map.copyOf(claims);
    if ((allow == Allow.SECRET) != (secret != null)) {
      throw new IllegalArgumentException("secret goes with allow: secret");
    }
    if ((allow == Allow.CLAIMS) == claims.isEmpty()) {
      throw new IllegalArgumentException("claims go with allow: claims");
    }
  }

  /** Null when nobody is. */
  @Nullable TimingAccess access() {
    return switch (allow) {
      case NONE -> null;
      case ALL -> TimingAccess.ALL;
      case SECRET -> TimingAccess.secret(secret == null ? "" : secret);
      case CLAIMS -> TimingAccess.claims(claims);
    };
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "server timing for " + allow;
  }
}
