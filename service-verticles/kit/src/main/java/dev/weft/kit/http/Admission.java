package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.node.trace.TraceContext;
import java.util.List;

/** What the head of a request says already: whether its body is worth reading. */
sealed interface Admission {

  record Refused(Answer answer) implements Admission {}

  /**
   * The request may go on.
   *
   * @param parameters of the path, decoded, in its order
   * @param endsAt the {@link System#nanoTime} at which nobody waits for the answer any more
   */
  record Admitted(
      RequestHead head,
      EndpointTable.Entry entry,
      List<String> parameters,
      TraceContext trace,
      long endsAt)
      implements Admission {}
}
