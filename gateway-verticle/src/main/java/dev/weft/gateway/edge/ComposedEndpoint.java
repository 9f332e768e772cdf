package dev.weft.gateway.edge;

import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.Cancellation;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.run.CallTimes;
import dev.weft.gateway.run.PlanRun;
import dev.weft.gateway.run.RequestValues;
import dev.weft.node.http.PathMatch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a route that composes: reads the body if the plan needs it, runs the plan, writes what
 * comes of it.
 */
final class ComposedEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ComposedEndpoint.class);
  private static final CharSequence MOCK = HttpHeaders.createOptimized("Weft-Mock");

  private final Plan plan;
  private final Call[] calls;
  private final RouteMeters meters;
  private final Surroundings around;
  private final @Nullable BodyCheck check;
  private final @Nullable String mocks;
  private final @Nullable String vary;

  /**
   * What all endpoints of an event loop share.
   *
   * @param jsonDepth deepest nesting of a request's body
   * @param idle for how long an answer that is streamed may stand still
   * @param compressFrom from which size on an answer is compressed for who accepts it
   * @param tagged whether every answer gets an ETag
   * @param timing who sees how long calls took; null: nobody
   */
  record Surroundings(
      Vertx vertx,
      BodyReader.Limit body,
      int jsonDepth,
      Duration idle,
      long compressFrom,
      boolean tagged,
      @Nullable TimingAccess timing) {}

  ComposedEndpoint(Plan plan, Call[] calls, RouteMeters meters, Surroundings around) {
    var schema = plan.access().bodySchema();
    this.check = schema == null ? null : new BodyCheck(schema);
    this.plan = plan;
    this.calls = calls;
    this.meters = meters;
    this.around = around;
    this.mocks = plan.mocks().isEmpty() ? null : String.join(", ", plan.mocks());
    var read = plan.readHeaders();
    this.vary = read.isEmpty() ? null : String.join(", ", read);
  }

  @Override
  public RouteMeters meters() {
    return meters;
  }

  @Override
  public void serve(Visit visit, PathMatch.Found<Endpoint> found) {
    if (mocks != null) {
      visit.response().headers().set(MOCK, mocks);
    }
    if (vary != null) {
      visit.variesBy(vary);
    }
    if (!BodyReader.isAcceptable(visit, around.body().bytes())) {
      Problems.write(visit, 413, "The request's body is larger than this gateway takes.");
    } else if (plan.body() == Plan.BodyUse.IGNORED) {
      run(visit, found, null, Part.NULL);
    } else {
      BodyReader.read(visit, around.body(), body -> withBody(visit, found, body));
    }
  }

  private void withBody(Visit visit, PathMatch.Found<Endpoint> found, Buffer body) {
    if (plan.body() == Plan.BodyUse.FORWARDED && check == null) {
      run(visit, found, body, Part.NULL);
      return;
    }
    byte[] bytes = body.getBytes();
    switch (JsonTape.of(bytes, around.jsonDepth())) {
      case JsonTape.Taped(var tape) -> {
        List<Map<String, String>> faults = check == null ? List.of() : check.faults(body);
        if (faults.isEmpty()) {
          run(visit, found, body, new Part(Splice.of(bytes), tape));
        } else {
          var detail = "The request's body is not what this route takes.";
          Problems.write(visit, 400, detail, Map.of("errors", faults));
        }
      }
      case JsonTape.Faulty(var fault) ->
          Problems.write(visit, 400, "The request's body " + fault.description() + ".");
    }
  }

  private void run(Visit visit, PathMatch.Found<Endpoint> found, @Nullable Buffer body, Part json) {
    var request = visit.request();
    var cancellation = new Cancellation();
    var vertx = around.vertx();
    long timer =
        vertx.setTimer(plan.deadline().toMillis(), _ -> cancellation.cancel(CallFailure.TIMED_OUT));
    onAbort(visit, cancellation);
    var times = times(visit);
    var run =
        new PlanRun.Request(
            new RequestValues(
                found.parameters(), request.query(), request.headers(), visit.caller(), body, json),
            new ForwardedHeaders(visit),
            Deadline.in(plan.deadline()),
            cancellation,
            times);
    PlanRun.start(plan, calls, run)
        .onComplete(_ -> vertx.cancelTimer(timer))
        .map(
            outcome -> {
              if (times != null) {
                tell(visit, times);
              }
              Answers.write(visit, outcome, around);
              return outcome;
            })
        .onFailure(
            mistake -> {
              LOG.error("{} failed", plan.name(), mistake);
              cancellation.cancel(CallFailure.CANCELLED);
              Problems.write(visit, 500, "The gateway failed.");
            });
  }

  /** Null for whoever may not know. */
  private @Nullable CallTimes times(Visit visit) {
    var access = around.timing();
    var shown = access == null ? null : visit.request().headers().get(TimingAccess.HEADER);
    return access != null && access.allows(shown, visit.caller().claims()) ? new CallTimes() : null;
  }

  private static void tell(Visit visit, CallTimes times) {
    var response = visit.response();
    if (!visit.isOver() && !response.headWritten() && !times.header().isEmpty()) {
      response.headers().set("Server-Timing", times.header());
    }
  }

  private static void onAbort(Visit visit, Cancellation cancellation) {
    visit.response().exceptionHandler(_ -> {});
    visit
        .response()
        .closeHandler(
            _ -> {
              visit.end(Visit.CLIENT_CLOSED_REQUEST);
              cancellation.cancel(CallFailure.CANCELLED);
            });
  }
}
