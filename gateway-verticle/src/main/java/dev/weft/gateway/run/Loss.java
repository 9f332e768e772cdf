package dev.weft.gateway.run;

import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import java.time.Duration;

/**
 * A part that is not there.
 *
 * @param failure what the client is told
 * @param status what the client gets when the part is required
 */
record Loss(PartFailure failure, int status) {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_GATEWAY = 502;

  static Loss of(PlannedCall call, String reason, int status) {
    return new Loss(new PartFailure(call.name(), call.service(), 0, reason, null), status);
  }

  /** A service answered otherwise than is needed. */
  static Loss of(PlannedCall call, String reason) {
    return of(call, reason, BAD_GATEWAY);
  }

  /** A reference led to nothing, so nothing was asked. What the request lacks, its client lacks. */
  static Loss missing(PlannedCall call, Reference reference) {
    boolean asked = !(reference instanceof Reference.PartValue);
    return of(call, "missing-reference", asked ? BAD_REQUEST : BAD_GATEWAY);
  }

  /** What a call came to that was no success. */
  static Loss of(PlannedCall call, CallResult result) {
    return switch (result) {
      case CallFailure failure -> of(call, failure.reason(), failure.status());
      case CallResult.NotTried(var failure, var retryAfter) ->
          new Loss(told(call, failure, retryAfter), failure.status());
      case CallResult.Answered answered -> refused(call, answered);
    };
  }

  private static PartFailure told(PlannedCall call, CallFailure failure, Duration retryAfter) {
    return new PartFailure(call.name(), call.service(), 0, failure.reason(), null, retryAfter);
  }

  private static Loss refused(PlannedCall call, CallResult.Answered answered) {
    var problem = ServiceProblem.of(answered);
    int status = answered.status();
    var told =
        new PartFailure(
            call.name(),
            call.service(),
            status,
            problem.reason(status),
            problem.pointer(),
            status == TOO_MANY_REQUESTS ? answered.retryAfter() : Duration.ZERO);
    return new Loss(told, status >= 400 && status < 500 ? status : BAD_GATEWAY);
  }
}
