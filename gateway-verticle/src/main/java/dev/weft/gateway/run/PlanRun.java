package dev.weft.gateway.run;

import dev.weft.gateway.answer.Assembler;
import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallFailure;
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
import dev.weft.gateway.plan.UriTemplate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through a plan: makes each call when those that it needs have ended, and then
 * the answer. For one event loop; used once.
 */
public final class PlanRun {
  private static final Part EMPTY = Part.of("[]");

  private final Plan plan;
  private final Request request;
  private final RunParts parts;
  private final CallSender sender;
  private final AnswerHead head = new AnswerHead();
  private final Promise<Outcome> promise = Promise.promise();
  private final int[] waitingFor;
  private final @Nullable Loss[] losses;
  private int open;
  private int spareCalls;
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
    this.request = request;
    this.parts = new RunParts(request.values(), size);
    this.sender = new CallSender(plan, calls, request, parts);
    this.waitingFor = new int[size];
    this.losses = new Loss[size];
    this.open = size;
    this.spareCalls = plan.mostCalls() - size;
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

  /** Without this nobody would answer the client after a mistake of the gateway itself. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError mistake) {
      mistaken(mistake);
    }
  }

  private void mistaken(Throwable mistake) {
    finished = true;
    request.cancellation().cancel(CallFailure.CANCELLED);
    promise.tryFail(mistake);
  }

  RunParts parts() {
    return parts;
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
    if (plan.calls().isEmpty()) {
      compose();
    }
  }

  private void begin(PlannedCall call) {
    var before = lossBefore(call);
    var when = call.terms().when();
    if (before != null) {
      failed(call, Loss.of(call, "not-called", before.status()));
    } else if (when != null && !when.holds(parts.values(List.of()))) {
      skip(call);
    } else if (call.join() != null) {
      new JoinRun(this, call, call.join()).start();
    } else {
      switch (call.uri().fill(parts.values(List.of()))) {
        case UriTemplate.Uri(var uri) -> send(call, uri, result -> answered(call, result));
        case UriTemplate.Missing(var reference) -> notMade(call, reference);
      }
    }
  }

  private @Nullable Loss lossBefore(PlannedCall call) {
    for (int other : call.order().after()) {
      if (losses[other] != null) {
        return losses[other];
      }
    }
    return null;
  }

  /** Not made because the route says so: what needs it is not made either, and nothing failed. */
  private void skip(PlannedCall call) {
    parts.skip(call);
    done(call, call.fallback());
  }

  /**
   * A reference led to nothing. That is no failure of an optional call: there is nothing to ask
   * for.
   */
  private void notMade(PlannedCall call, Reference reference) {
    if (parts.isSkipped(reference)) {
      skip(call);
    } else if (call.optional() || reference.isList()) {
      done(call, call.hasDefault() || !reference.isList() ? call.fallback() : EMPTY);
    } else {
      failed(call, Loss.missing(call, reference));
    }
  }

  /** Makes a call and goes on with what comes of it. */
  void send(PlannedCall call, String uri, Consumer<CallResult> next) {
    sender
        .send(call, uri)
        .onSuccess(result -> guarded(() -> next.accept(result)))
        .onFailure(this::mistaken);
  }

  private void answered(PlannedCall call, CallResult result) {
    switch (result) {
      case CallResult.Answered answered when answered.isSuccess() -> succeeded(call, answered);
      default -> failed(call, Loss.of(call, result));
    }
  }

  private void succeeded(PlannedCall call, CallResult.Answered answered) {
    if (call.index() == plan.write()) {
      head.written(answered);
    }
    if (call.terms().spread() && !isObjectOrNull(answered.body().tape())) {
      failed(call, Loss.of(call, "no-object"));
      return;
    }
    var flow = answered.body().bytes().flow();
    if (flow != null) {
      keep(call, flow);
    }
    head.handBack(call, answered);
    allow(answered);
    done(call, answered.body());
  }

  private static boolean isObjectOrNull(@Nullable JsonTape tape) {
    return tape == null
        || tape.kind(0) == JsonTape.Kind.OBJECT
        || tape.kind(0) == JsonTape.Kind.NULL;
  }

  void allow(CallResult.Answered answered) {
    head.allow(answered);
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
    var loss = Loss.of(call, CallFailure.CUT_OFF);
    losses[call.index()] = loss;
    if (call.optional()) {
      parts.put(call, call.fallback());
    } else {
      reject(loss.status());
    }
  }

  /** Leave for all requests of a join; one of each call is always allowed. */
  boolean mayAsk(int requests) {
    if (requests - 1 > spareCalls) {
      return false;
    }
    spareCalls -= requests - 1;
    return true;
  }

  /** A join has looked up all it could. */
  void joined(PlannedCall call, JoinIndex index, @Nullable Loss loss) {
    parts.put(call, index);
    if (loss == null) {
      done(call, Part.NULL);
    } else {
      failed(call, loss);
    }
  }

  private void failed(PlannedCall call, Loss loss) {
    if (finished) {
      return;
    }
    losses[call.index()] = loss;
    if (call.optional()) {
      done(call, call.fallback());
    } else {
      reject(loss.status());
    }
  }

  private void done(PlannedCall call, Part part) {
    if (finished) {
      return;
    }
    parts.put(call, part);
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

  private void compose() {
    finished = true;
    var body = Assembler.assemble(plan.answer(), plan.calls(), parts);
    promise.complete(head.with(body, failures()));
  }

  private List<PartFailure> failures() {
    var all = new ArrayList<PartFailure>(2);
    for (var loss : losses) {
      if (loss != null) {
        all.add(loss.failure());
      }
    }
    return all;
  }
}
