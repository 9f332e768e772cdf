package dev.weft.gateway.plan;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of a plan.
 *
 * @param index its position in the plan
 * @param body what is sent; null for the request's own body, or none
 * @param timeout its own limit, null when only the answer's deadline holds
 * @param fallback the part when there is none: the route's default, or null
 * @param readInside whether something looks inside its answer, so that a tape is needed
 * @param order after which calls it is made, and which come after it
 */
public record PlannedCall(
    int index,
    String name,
    String service,
    HttpMethod method,
    UriTemplate uri,
    @Nullable Template body,
    @Nullable Duration timeout,
    boolean optional,
    Part fallback,
    boolean hasDefault,
    @Nullable Join join,
    @Nullable Shape shape,
    boolean readInside,
    Order order,
    Terms terms) {

  /** Positions of other calls. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared for speed
  public record Order(int[] after, int[] before) {}

  /** Whether the request may change something. */
  public boolean isWrite() {
    return sendsBody() && !terms.reads();
  }

  /** Whether it sends a body, its own or the request's. */
  public boolean sendsBody() {
    return !method.equals(HttpMethod.GET);
  }
}
