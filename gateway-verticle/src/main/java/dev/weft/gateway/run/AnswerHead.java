package dev.weft.gateway.run;

import dev.weft.gateway.cache.PartPolicy;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.PlannedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer has from its calls beside their parts: status, headers, how long it is good. */
final class AnswerHead {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;

  private CallResult.@Nullable Answered written;
  private @Nullable PartPolicy policy;
  private HeaderList returned = HeaderList.NONE;

  /** The call of the plan that writes has succeeded. */
  void written(CallResult.Answered answered) {
    written = answered;
  }

  /** The headers that the route hands back. */
  void handBack(PlannedCall call, CallResult.Answered answered) {
    for (var name : call.terms().back()) {
      for (var value : answered.headers().getAll(name)) {
        returned = returned.with(name, value);
      }
    }
  }

  /** The answer allows what all its parts allow. */
  void allow(CallResult.Answered answered) {
    policy = policy == null ? answered.policy() : policy.and(answered.policy());
  }

  Outcome.Composed with(Splice body, List<PartFailure> missing) {
    return written == null
        ? new Outcome.Composed(
            OK, body, missing, null, null, policy == null ? PartPolicy.SILENT : policy, returned)
        : new Outcome.Composed(
            status(written.status()),
            body,
            missing,
            written.headers().get("location"),
            written.headers().get("etag"),
            PartPolicy.SILENT,
            returned);
  }

  /** A composed answer has a body whatever the write answered. */
  private static int status(int status) {
    return status == NO_CONTENT || status == RESET_CONTENT ? OK : status;
  }
}
