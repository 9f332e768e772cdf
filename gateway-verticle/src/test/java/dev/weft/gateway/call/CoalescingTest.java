package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.plan.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who shares a request, and who does not. */
final class CoalescingTest {
  private final List<Promise<CallResult>> made = new ArrayList<>();
  private final Coalescing coalescing = new Coalescing();
  private final ServiceMeters meters = new ServiceMeters(new SimpleMeterRegistry(), "s");
  private final Call call = coalescing.around(this::made, false, meters);
  private final Call looksInside = coalescing.around(this::made, true, meters);

  private Future<CallResult> made(CallRequest request) {
    Promise<CallResult> promise = Promise.promise();
    made.add(promise);
    return promise.future();
  }

  private static CallRequest read(String identity, HeaderList headers, Duration time) {
    return new CallRequest(
        HttpMethod.GET,
        "/a",
        headers,
        null,
        new Caller(identity, null),
        Deadline.in(time),
        new Cancellation());
  }

  private static CallRequest read(String identity, HeaderList headers) {
    return read(identity, headers, Duration.ofSeconds(5));
  }

  @Test
  void callersNeverShareAnAnswer() {
    call.send(read("alice", HeaderList.NONE));
    call.send(read("bob", HeaderList.NONE));
    call.send(read("", HeaderList.NONE));
    assertThat(made).hasSize(3);
    call.send(read("alice", HeaderList.NONE));
    assertThat(made).hasSize(3);
  }

  @Test
  void onlyTheTraceMayDiffer() {
    call.send(read("", HeaderList.NONE.with("traceparent", "1").with("accept-language", "de")));
    call.send(read("", HeaderList.NONE.with("traceparent", "2").with("accept-language", "de")));
    assertThat(made).hasSize(1);
    call.send(read("", HeaderList.NONE.with("traceparent", "2").with("accept-language", "fr")));
    assertThat(made).hasSize(2);
  }

  @Test
  void aCallThatLooksInsideDoesNotShareWithOneThatDoesNot() {
    call.send(read("", HeaderList.NONE));
    looksInside.send(read("", HeaderList.NONE));
    assertThat(made).hasSize(2);
  }

  @Test
  void whoHasTimeLeftAsksAgainWhenTheFirstOnesIsOver() {
    var first = call.send(read("", HeaderList.NONE));
    var second = call.send(read("", HeaderList.NONE));
    made.getFirst().complete(CallFailure.TIMED_OUT);
    assertThat(first.result()).isEqualTo(CallFailure.TIMED_OUT);
    assertThat(made).hasSize(2);
    var answer = new CallResult.Answered(200, MultiMap.caseInsensitiveMultiMap(), Part.NULL);
    made.getLast().complete(answer);
    assertThat(second.result()).isEqualTo(answer);
  }

  @Test
  void anEndedFlightIsNotJoined() {
    call.send(read("", HeaderList.NONE));
    made.getFirst().complete(CallFailure.RESET);
    call.send(read("", HeaderList.NONE));
    assertThat(made).hasSize(2);
  }
}
