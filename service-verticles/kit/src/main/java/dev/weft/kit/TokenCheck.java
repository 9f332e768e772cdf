package dev.weft.kit;

import dev.weft.kit.http.CallerCheck;
import dev.weft.node.call.CallTokenVerifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes call tokens that are meant for this service. */
record TokenCheck(CallTokenVerifier verifier, String service) implements CallerCheck {

  @Override
  public Optional<String> reject(@Nullable String callToken) {
    return verifier.reject(callToken, service);
  }

  @Override
  public String caller(@Nullable String callToken) {
    return callToken == null ? "" : CallTokenVerifier.caller(callToken);
  }
}
