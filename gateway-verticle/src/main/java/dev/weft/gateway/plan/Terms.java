package dev.weft.gateway.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route says of a call beside what it asks for.
 *
 * @param when the call is made only if this holds; null: always
 * @param reads the call changes nothing, although its method might
 * @param send names of the request's headers that go with it
 * @param back names of its answer's headers that the client gets
 * @param mock answers in place of the service; null: the service does
 * @param spread its part's fields are merged into another object, so the part must be one
 */
public record Terms(
    @Nullable Condition when,
    boolean reads,
    List<String> send,
    List<String> back,
    @Nullable Mock mock,
    boolean spread) {

  public Terms {
    send = List.copyOf(send);
    back = List.copyOf(back);
  }
}
