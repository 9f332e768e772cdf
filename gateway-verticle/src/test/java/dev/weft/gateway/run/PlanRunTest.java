package dev.weft.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.call.Caller;
import dev.weft.gateway.call.Cancellation;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.route.Plans;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a mistake of the gateway itself comes to. */
final class PlanRunTest {
  private static final String ROUTE =
      "GET /x: { calls: { a: { service: s, get: /a }, b: { service: s, get: /b } } }\n";

  private final Cancellation cancellation = new Cancellation();

  private Future<Outcome> run(Call a, Call b) {
    var values =
        new RequestValues(
            List.of(), null, MultiMap.caseInsensitiveMultiMap(), Caller.ANONYMOUS, null, Part.NULL);
    var request =
        new PlanRun.Request(
            values, _ -> HeaderList.NONE, Deadline.in(Duration.ofSeconds(5)), cancellation, null);
    return PlanRun.start(Plans.of(ROUTE), new Call[] {a, b}, request);
  }

  @Test
  void aCallThatThrowsEndsTheRunAndAllThatIsUnderWay() {
    var outcome =
        run(
            _ -> Promise.<CallResult>promise().future(),
            _ -> {
              throw new IllegalStateException("broken");
            });
    assertThat(outcome.cause()).hasMessage("broken");
    assertThat(cancellation.cause()).isEqualTo(CallFailure.CANCELLED);
  }

  @Test
  void aCallWhoseFutureFailsEndsTheRun() {
    var outcome =
        run(_ -> Future.failedFuture("no result"), _ -> Promise.<CallResult>promise().future());
    assertThat(outcome.failed()).isTrue();
    assertThat(cancellation.cause()).isEqualTo(CallFailure.CANCELLED);
  }
}
