package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.kit.Refusal;
import dev.weft.node.http.Problem;
import dev.weft.node.trace.TraceContext;
import java.util.Map;

/** Every way in which the kit says no. The one place that writes errors. */
final class Problems {

  private static final String RETRY_AFTER_S = "1";

  private Problems() {}

  static Answer refused(Refusal refusal, TraceContext trace) {
    var problem = Problem.of(refusal.status(), refusal.detail()).with("code", refusal.code());
    var pointer = refusal.pointer();
    return answer(pointer == null ? problem : problem.with("pointer", pointer), trace);
  }

  static Answer of(int status, String code, String detail, TraceContext trace) {
    return answer(Problem.of(status, detail).with("code", code), trace);
  }

  /** Says nothing about what happened; the log does, under the same trace id. */
  static Answer failed(TraceContext trace) {
    return answer(Problem.internal().with("code", "internal-error"), trace);
  }

  static Answer unavailable(String code, String detail, TraceContext trace) {
    return of(503, code, detail, trace).withHeader("Retry-After", RETRY_AFTER_S);
  }

  private static Answer answer(Problem problem, TraceContext trace) {
    return new Answer(
        problem.status(),
        Map.of("Content-Type", Problem.CONTENT_TYPE),
        problem.with("traceId", trace.traceId()).toBuffer());
  }
}
