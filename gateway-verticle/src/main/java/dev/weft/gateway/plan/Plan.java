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
    Access access,
    List<PlannedCall> calls,
    Template answer,
    int write,
    BodyUse body)
    implements Route {

  public Plan {
    calls = List.copyOf(calls);
  }

  /**
   * Whether a call's part can be handed on to the client while it still comes: it stands in the
   * answer once, whole, and nothing looks inside.
   */
  public boolean mayFlow(PlannedCall call) {
    if (call.readInside() || call.shape() != null || call.join() != null || call.isWrite()) {
      return false;
    }
    return answer.pieces().stream()
            .filter(
                piece ->
                    piece instanceof Template.Place place
                        && place.call() == call.index()
                        && place.path().isWhole())
            .count()
        == 1;
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
