package dev.weft.gateway.run;

import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.UriTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the distinct keys that a part names, so many in one request, all requests at once. */
final class JoinRun {
  private final PlanRun run;
  private final PlannedCall call;
  private final Join join;
  private final JoinIndex index = new JoinIndex();
  private int open;
  private @Nullable PartFailure failure;
  private int status;

  JoinRun(PlanRun run, PlannedCall call, Join join) {
    this.run = run;
    this.call = call;
    this.join = join;
  }

  void start() {
    var batches = batches();
    open = batches.size();
    if (open == 0) {
      run.joined(call, index, null, 0);
      return;
    }
    for (var batch : batches) {
      switch (call.uri().fill(run.values(batch))) {
        case UriTemplate.Uri(var uri) ->
            run.send(call, uri).onComplete(result -> answered(result.result()));
        case UriTemplate.Missing(var reference) -> missing(reference);
      }
    }
  }

  private List<List<String>> batches() {
    var tape = run.tape(join.target());
    if (tape == null) {
      return List.of();
    }
    var keys = new ArrayList<>(ReferenceValues.distinct(tape, join.each(), join.by()));
    var batches = new ArrayList<List<String>>();
    for (int from = 0; from < keys.size(); from += join.batch()) {
      batches.add(keys.subList(from, Math.min(keys.size(), from + join.batch())));
    }
    return batches;
  }

  private void missing(Reference reference) {
    boolean asked = !(reference instanceof Reference.PartValue);
    fail(
        new PartFailure(call.name(), call.service(), 0, "missing-reference", null),
        asked ? 400 : 502);
    end();
  }

  private void answered(CallResult result) {
    if (result instanceof CallResult.Answered answered && answered.isSuccess()) {
      run.allow(answered);
      take(answered.body().tape());
    } else {
      fail(PlanRun.failure(call, result), PlanRun.status(result));
    }
    end();
  }

  private void take(@Nullable JsonTape tape) {
    boolean found = tape != null && tape.kind(0) != JsonTape.Kind.NULL;
    if (tape != null && found && !index.addAll(tape, join.to())) {
      fail(
          new PartFailure(call.name(), call.service(), 0, "no-array", null),
          CallFailure.NOT_JSON.status());
    }
  }

  private void fail(PartFailure why, int itsStatus) {
    if (failure == null) {
      failure = why;
      status = itsStatus;
    }
  }

  private void end() {
    if (--open == 0 || (failure != null && !call.optional())) {
      open = Integer.MAX_VALUE;
      run.joined(call, index, failure, status);
    }
  }
}
