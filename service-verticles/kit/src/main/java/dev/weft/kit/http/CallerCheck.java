package dev.weft.kit.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a call comes from the gateway: says why it is refused, or nothing. */
@FunctionalInterface
public interface CallerCheck {

  /** For a service that anybody may call; told so by its configuration only. */
  CallerCheck ANYBODY = _ -> Optional.empty();

  Optional<String> reject(@Nullable String callToken);
}
