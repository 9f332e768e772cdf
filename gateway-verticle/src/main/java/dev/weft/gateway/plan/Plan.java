package dev.weft.gateway.plan;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;

/**
 * A compiled route that composes. Immutable and shared by all event loops.
 *
 * @param write position of the one call that writes, or -1
 * @param body what is needed of the request's body
 */
public record Plan(
    HttpMethod method,
    String path,
    String summary,
    Duration deadline,
    List<PlannedCall> calls,
    Template answer,
    int write,
    BodyUse body)
    implements Route {

  public Plan {
    calls = List.copyOf(calls);
  }

  /** What a plan does with the request's body. */
  public enum BodyUse {
    /** It is discarded. */
    IGNORED,
    /** It goes on as it is. */
    FORWARDED,
    /** References or templates look inside, so it has to be JSON. */
    READ
  }
}
