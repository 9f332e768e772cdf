package dev.weft.gateway.plan;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A compiled route that composes. Immutable and shared by all event loops.
 *
 * @param write position of the one call that writes, or -1
 * @param body what is needed of the request's body
 * @param mostCalls that one request makes, with every request of a join
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
    BodyUse body,
    int mostCalls)
    implements Route {

  public Plan {
    calls = List.copyOf(calls);
  }

  /**
   * Whether a call's part can be handed on to the client while it still comes: it stands in the
   * answer once, whole, and nothing looks inside or sends it on.
   */
  public boolean mayFlow(PlannedCall call) {
    if (call.readInside() || call.shape() != null || call.join() != null || call.isWrite()) {
      return false;
    }
    for (var other : calls) {
      if (other.body() != null && other.body().placesOf(call.index()) > 0) {
        return false;
      }
    }
    return answer.placesOf(call.index()) == 1;
  }

  /** Names of the calls that are not really made. */
  public List<String> mocks() {
    return calls.stream()
        .filter(call -> call.terms().mock() != null)
        .map(PlannedCall::name)
        .toList();
  }

  /**
   * The request's headers that decide what is asked for or what the answer says, in lower case.
   * What services make of headers that go on to them is theirs to say.
   */
  public SortedSet<String> readHeaders() {
    var names = new TreeSet<String>();
    Consumer<Reference> note =
        reference -> {
          if (reference instanceof Reference.Header header) {
            names.add(header.name().toLowerCase(Locale.ROOT));
          }
        };
    answer.forEachReference(note);
    for (var call : calls) {
      call.uri().references().forEach(note);
      if (call.body() != null) {
        call.body().forEachReference(note);
      }
      if (call.terms().when() != null) {
        note.accept(call.terms().when().reference());
      }
    }
    return names;
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
