package dev.weft.gateway.run;

import dev.weft.gateway.answer.Assembler;
import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallRequest;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a run: with its headers, its deadline and a body of the parts there are. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared for speed
record CallSender(Plan plan, Call[] calls, PlanRun.Request request, RunParts parts) {
  Future<CallResult> send(PlannedCall call, String uri) {
    var asked =
        new CallRequest(
            call.method(),
            uri,
            request.headers().of(call),
            call.sendsBody() ? body(call) : null,
            request.values().caller(),
            request.deadline(),
            request.cancellation());
    var made = calls[call.index()];
    var times = request.times();
    return times == null ? made.send(asked) : times.of(call, () -> made.send(asked));
  }

  private @Nullable Buffer body(PlannedCall call) {
    return call.body() == null
        ? request.values().body()
        : Buffer.buffer(Assembler.assemble(call.body(), plan.calls(), parts).toBytes());
  }
}
