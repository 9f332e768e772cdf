package dev.weft.gateway.run;

import dev.weft.gateway.answer.Assembler;
import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.answer.Parts;
import dev.weft.gateway.cache.PartPolicy;
import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.CallRequest;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.call.Cancellation;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.json.Flow;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Template;
import dev.weft.gateway.plan.UriTemplate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request's way through a plan. For one event loop; used once. */
public final class PlanRun implements Parts {
  private final Plan plan;
  private final Call[] calls;
  private final Request request;
  private final Promise<Outcome> promise = Promise.promise();
  private final int[] waitingFor;
  private final @Nullable Part[] parts;
  private final @Nullable PartFailure[] failures;
  private final int[] statuses;
  private final @Nullable JoinIndex[] joins;
  private CallResult.@Nullable Answered written;
  private @Nullable PartPolicy policy;
  private final BitSet skipped = new BitSet(0);
  private HeaderList returned = HeaderList.NONE;
  private int open;
  private boolean finished;

  /**
   * What a run is given.
   *
   * @param headers what goes on of the request's headers
   * @param times where to note how long calls take; null: nobody wants to know
   */
  public record Request(
      RequestValues values,
      Forwarded headers,
      Deadline deadline,
      Cancellation cancellation,
      @Nullable CallTimes times) {}

  /** The headers that a call carries on. */
  @FunctionalInterface
  public interface Forwarded {
    HeaderList of(PlannedCall call);
  }

  private PlanRun(Plan plan, Call[] calls, Request request) {
    int size = calls.length;
    this.plan = plan;
    this.calls = calls;
    this.request = request;
    this.waitingFor = new int[size];
    this.parts = new Part[size];
    this.failures = new PartFailure[size];
    this.statuses = new int[size];
    this.joins = new JoinIndex[size];
    this.open = size;
  }

  /**
   * Makes the plan's calls. The calls stand at the positions of the plan's. The future fails only
   * by a mistake of the gateway itself, or when the answer is larger than memory can hold.
   */
  public static Future<Outcome> start(Plan plan, Call[] calls, Request request) {
    var run = new PlanRun(plan, calls, request);
    run.guarded(run::start);
    return run.promise.future();
  }

  private void start() {
    for (var call : plan.calls()) {
      waitingFor[call.index()] = call.order().after().length;
    }
    for (var call : plan.calls()) {
      if (call.order().after().length == 0 && !finished) {
        begin(call);
      }
    }
    if (calls.length == 0) {
      compose();
    }
  }

  private void begin(PlannedCall call) {
    int before = failedBefore(call);
    if (before >= 0) {
      var notCalled = new PartFailure(call.name(), call.service(), 0, "not-called", null);
      failed(call, notCalled, statuses[before]);
    } else if (call.terms().when() != null && !call.terms().when().holds(values(List.of()))) {
      skip(call);
    } else if (call.join() != null) {
      new JoinRun(this, call, call.join()).start();
    } else {
      switch (call.uri().fill(values(List.of()))) {
        case UriTemplate.Uri(var uri) -> send(call, uri, result -> answered(call, result));
        case UriTemplate.Missing(var reference) -> notMade(call, reference);
      }
    }
  }

  private int failedBefore(PlannedCall call) {
    for (int other : call.order().after()) {
      if (failures[other] != null) {
        return other;
      }
    }
    return -1;
  }

  ReferenceValues values(List<String> joinKeys) {
    return new ReferenceValues(request.values(), this::tape, joinKeys);
  }

  @Nullable JsonTape tape(int call) {
    return part(call).tape();
  }

  /** Makes a call and goes on with what comes of it. */
  void send(PlannedCall call, String uri, Consumer<CallResult> next) {
    send(call, uri).onComplete(result -> guarded(() -> next.accept(result.result())));
  }

  /** Without this nobody would answer the client after a mistake of the gateway itself. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError mistake) {
      finished = true;
      request.cancellation().cancel(CallFailure.CANCELLED);
      promise.tryFail(mistake);
    }
  }

  private Future<CallResult> send(PlannedCall call, String uri) {
    var body = call.sendsBody() ? body(call) : null;
    var asked =
        new CallRequest(
            call.method(),
            uri,
            request.headers().of(call),
            body,
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
        : Buffer.buffer(Assembler.assemble(call.body(), plan.calls(), this).toBytes());
  }

  /**
   * A reference led to nothing. That is no failure of an optional call: there is nothing to ask
   * for.
   */
  private void notMade(PlannedCall call, Reference reference) {
    if (isSkipped(reference)) {
      skip(call);
      return;
    }
    if (call.optional() || reference.isList()) {
      done(call, call.hasDefault() || !reference.isList() ? call.fallback() : EMPTY);
      return;
    }
    boolean asked = !(reference instanceof Reference.PartValue);
    var failure = new PartFailure(call.name(), call.service(), 0, "missing-reference", null);
    failed(call, failure, asked ? 400 : 502);
  }

  /** Not made because the route says so: what needs it is not made either, and nothing failed. */
  private void skip(PlannedCall call) {
    skipped.set(call.index());
    done(call, call.fallback());
  }

  boolean isSkipped(Reference reference) {
    return reference instanceof Reference.PartValue part && skipped.get(part.call());
  }

  private static final Part EMPTY = Part.of("[]");

  private void answered(PlannedCall call, CallResult result) {
    switch (result) {
      case CallResult.Answered answered when answered.isSuccess() -> succeeded(call, answered);
      default -> failed(call, failure(call, result), status(result));
    }
  }

  /** A part that still comes ends with the run, and counts as failed when it breaks before that. */
  private void keep(PlannedCall call, Flow flow) {
    if (finished || request.cancellation().cause() != null) {
      flow.cancel();
      return;
    }
    request.cancellation().add(_ -> flow.cancel());
    flow.onBroken(() -> brokenOff(call));
  }

  private void brokenOff(PlannedCall call) {
    if (finished) {
      return;
    }
    failures[call.index()] = failure(call, CallFailure.CUT_OFF);
    statuses[call.index()] = CallFailure.CUT_OFF.status();
    if (call.optional()) {
      parts[call.index()] = call.fallback();
    } else {
      reject(CallFailure.CUT_OFF.status());
    }
  }

  /** The answer allows what all its parts allow. */
  void allow(CallResult.Answered answered) {
    policy = policy == null ? answered.policy() : policy.and(answered.policy());
  }

  private void succeeded(PlannedCall call, CallResult.Answered answered) {
    if (call.index() == plan.write()) {
      written = answered;
    }
    if (call.terms().spread() && !isObjectOrNull(answered.body().tape())) {
      failed(call, new PartFailure(call.name(), call.service(), 0, "no-object", null), 502);
      return;
    }
    var flow = answered.body().bytes().flow();
    if (flow != null) {
      keep(call, flow);
    }
    for (var name : call.terms().back()) {
      for (var value : answered.headers().getAll(name)) {
        returned = returned.with(name, value);
      }
    }
    allow(answered);
    done(call, answered.body());
  }

  private static boolean isObjectOrNull(@Nullable JsonTape tape) {
    return tape == null
        || tape.kind(0) == JsonTape.Kind.OBJECT
        || tape.kind(0) == JsonTape.Kind.NULL;
  }

  static PartFailure failure(PlannedCall call, CallResult result) {
    return switch (result) {
      case CallFailure failure ->
          new PartFailure(call.name(), call.service(), 0, failure.reason(), null);
      case CallResult.NotTried(var failure, var retryAfter) ->
          new PartFailure(call.name(), call.service(), 0, failure.reason(), null, retryAfter);
      case CallResult.Answered answered -> {
        var problem = ServiceProblem.of(answered);
        int status = answered.status();
        yield new PartFailure(
            call.name(), call.service(), status, problem.reason(status), problem.pointer());
      }
    };
  }

  /** What the client gets when a required call was answered so. */
  static int status(CallResult result) {
    return switch (result) {
      case CallFailure failure -> failure.status();
      case CallResult.NotTried notTried -> notTried.failure().status();
      case CallResult.Answered answered ->
          answered.status() >= 400 && answered.status() < 500 ? answered.status() : 502;
    };
  }

  void joined(PlannedCall call, JoinIndex index, @Nullable PartFailure failure, int status) {
    joins[call.index()] = index;
    if (failure == null) {
      done(call, Part.NULL);
    } else {
      failed(call, failure, status);
    }
  }

  void failed(PlannedCall call, PartFailure failure, int status) {
    if (finished) {
      return;
    }
    failures[call.index()] = failure;
    statuses[call.index()] = status;
    if (call.optional()) {
      done(call, call.fallback());
    } else {
      reject(status);
    }
  }

  private void done(PlannedCall call, Part part) {
    if (finished) {
      return;
    }
    parts[call.index()] = part;
    open--;
    for (int next : call.order().before()) {
      if (--waitingFor[next] == 0 && !finished) {
        begin(plan.calls().get(next));
      }
    }
    if (open == 0 && !finished) {
      compose();
    }
  }

  private void reject(int status) {
    finished = true;
    request.cancellation().cancel(CallFailure.CANCELLED);
    promise.complete(new Outcome.Rejected(status, Details.of(status), failures()));
  }

  private List<PartFailure> failures() {
    var all = new ArrayList<PartFailure>(2);
    for (var failure : failures) {
      if (failure != null) {
        all.add(failure);
      }
    }
    return all;
  }

  private void compose() {
    finished = true;
    var write = written;
    var failures = failures();
    int status = write == null ? 200 : write.status();
    if (status == 204 || status == 205) {
      status = 200;
    }
    promise.complete(
        new Outcome.Composed(
            status,
            Assembler.assemble(plan.answer(), plan.calls(), this),
            failures,
            write == null ? null : write.headers().get("location"),
            write == null ? null : write.headers().get("etag"),
            policy == null || write != null ? PartPolicy.SILENT : policy,
            returned));
  }

  @Override
  public Part part(int call) {
    if (call == Template.REQUEST_BODY) {
      return request.values().json();
    }
    if (call == Template.CLAIMS) {
      return request.values().claims();
    }
    var part = parts[call];
    return part == null ? Part.NULL : part;
  }

  @Override
  public @Nullable String text(Reference reference) {
    return values(List.of()).value(reference);
  }

  /** What a call has looked up, when it is a join that has ended. */
  @Nullable JoinIndex join(int call) {
    return joins[call];
  }

  @Override
  public JoinIndex.@Nullable Found joined(int call, String key) {
    var index = joins[call];
    return index == null ? null : index.get(key);
  }
}
