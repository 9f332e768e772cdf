package dev.weft.gateway.run;

import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.UriTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up the distinct keys that a part names, so many in one request, so many at once. */
final class JoinRun {
  private final PlanRun run;
  private final PlannedCall call;
  private final Join join;
  private final JoinIndex index = new JoinIndex();
  private List<List<String>> batches = List.of();
  private int next;
  private int running;
  private boolean asking;
  private int open;
  private @Nullable Loss loss;

  JoinRun(PlanRun run, PlannedCall call, Join join) {
    this.run = run;
    this.call = call;
    this.join = join;
  }

  void start() {
    var keys = new ArrayList<>(keys());
    if (keys.size() > join.sizes().max()) {
      run.joined(call, index, Loss.of(call, "too-many-keys"));
      return;
    }
    batches = batches(keys);
    open = batches.size();
    if (open == 0) {
      run.joined(call, index, null);
      return;
    }
    if (!run.mayAsk(open)) {
      run.joined(call, index, Loss.of(call, "too-many-calls"));
      return;
    }
    ask();
  }

  /** Nothing more is asked for a part that cannot come to anything. */
  private void ask() {
    if (asking) {
      return;
    }
    asking = true;
    while (next < batches.size()
        && running < join.sizes().parallel()
        && (loss == null || call.optional())) {
      running++;
      ask(batches.get(next++));
    }
    asking = false;
  }

  private void ask(List<String> batch) {
    switch (call.uri().fill(run.parts().values(batch))) {
      case UriTemplate.Uri(var uri) -> run.send(call, uri, this::answered);
      case UriTemplate.Missing(var reference) -> missing(reference);
    }
  }

  private Set<String> keys() {
    var completed = run.parts().join(join.target());
    if (completed != null) {
      var below = new JsonPath(join.each().steps().subList(1, join.each().steps().size()));
      var keys = new LinkedHashSet<String>();
      for (var found : completed.all()) {
        keys.addAll(ReferenceValues.distinct(found.tape(), found.token(), below, join.by()));
      }
      return keys;
    }
    var tape = run.parts().tape(join.target());
    return tape == null ? Set.of() : ReferenceValues.distinct(tape, 0, join.each(), join.by());
  }

  private List<List<String>> batches(List<String> keys) {
    int size = join.sizes().batch();
    var all = new ArrayList<List<String>>();
    for (int from = 0; from < keys.size(); from += size) {
      all.add(keys.subList(from, Math.min(keys.size(), from + size)));
    }
    return all;
  }

  private void missing(Reference reference) {
    if (!call.optional() && !run.parts().isSkipped(reference)) {
      fail(Loss.missing(call, reference));
    }
    end();
  }

  private void answered(CallResult result) {
    if (result instanceof CallResult.Answered answered && answered.isSuccess()) {
      run.allow(answered);
      take(answered.body().tape());
    } else {
      fail(Loss.of(call, result));
    }
    end();
  }

  private void take(@Nullable JsonTape tape) {
    boolean found = tape != null && tape.kind(0) != JsonTape.Kind.NULL;
    if (tape != null && found && !index.addAll(tape, join.to())) {
      fail(Loss.of(call, "no-array"));
    }
  }

  private void fail(Loss first) {
    if (loss == null) {
      loss = first;
    }
  }

  private void end() {
    running--;
    if (--open == 0 || (loss != null && !call.optional())) {
      open = Integer.MAX_VALUE;
      run.joined(call, index, loss);
    } else {
      ask();
    }
  }
}
