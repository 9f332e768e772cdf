package dev.weft.kit.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a call comes from the gateway, and on whose behalf. */
public interface CallerCheck {

  /** For a service that anybody may call; told so by its configuration only. */
  CallerCheck ANYBODY =
      new CallerCheck() {
        @Override
        public Optional<String> reject(@Nullable String callToken) {
          return Optional.empty();
        }

        @Override
        public String caller(@Nullable String callToken) {
          return "";
        }
      };

  /** Says why the call is refused, or nothing. */
  Optional<String> reject(@Nullable String callToken);

  /** On whose behalf a call is made that was not refused; empty when nobody can tell. */
  String caller(@Nullable String callToken);
}
