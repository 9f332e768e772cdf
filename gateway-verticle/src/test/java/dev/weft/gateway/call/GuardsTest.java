package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.gateway.plan.Part;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What guards hold while a call is under way, and let go of however it ends. */
final class GuardsTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private final Breaker breaker =
      new Breaker(
          new BreakerPolicy(true, 5, 0.5, 20, Duration.ofSeconds(10), Duration.ofSeconds(3)),
          clock::get,
          new Breaker.Listener() {
            @Override
            public void opened() {
              told.add("opened");
            }

            @Override
            public void closed() {
              told.add("closed");
            }
          });

  private static CallRequest read() {
    return new CallRequest(
        HttpMethod.GET,
        "/a",
        HeaderList.NONE,
        null,
        new Caller("", null),
        Deadline.in(Duration.ofSeconds(5)),
        new Cancellation());
  }

  private static CallResult answered(int status) {
    return new CallResult.Answered(status, MultiMap.caseInsensitiveMultiMap(), Part.of("1"));
  }

  /** Calls that come to no result, by a mistake of the gateway. */
  static List<Call> mistakes() {
    Call thrown =
        _ -> {
          throw new IllegalStateException("mistake");
        };
    return List.of(thrown, _ -> Future.failedFuture("mistake"));
  }

  private void open() {
    for (int i = 0; i < 5; i++) {
      breaker.note(Verdict.FAILING);
    }
    clock.addAndGet(Duration.ofSeconds(3).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void aCallThatMeetsABreakerWhichIsJustClosingIsAnOrdinaryOne(int status) throws Exception {
    open();
    var probe = breaker.permit();
    var late =
        Thread.ofPlatform()
            .unstarted(
                () -> breaker.around(_ -> Future.succeededFuture(answered(status))).send(read()));
    synchronized (breaker) {
      // It has seen that the breaker is open, and waits to ask for leave.
      late.start();
      await().until(() -> late.getState() == Thread.State.BLOCKED);
      probe.answered(200);
    }
    late.join();
    assertThat(breaker.isClosed()).isTrue();
    assertThat(told).containsExactly("opened", "closed");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aTryThatEndsInAMistakeLetsAnotherTry(Call mistaken) {
    open();
    assertThat(breaker.around(mistaken).send(read()).cause()).hasMessage("mistake");
    assertThat(breaker.permit().isGranted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aCallThatEndsInAMistakeMakesRoomForTheNext(Call mistaken) {
    var vertx = Vertx.vertx();
    try {
      var bulkhead = bulkhead();
      assertThat(bulkhead.around(vertx, mistaken).send(read()).cause()).hasMessage("mistake");
      var held = Promise.<CallResult>promise();
      var first = bulkhead.around(vertx, _ -> held.future()).send(read());
      var waiting = bulkhead.around(vertx, mistaken).send(read());
      var last = bulkhead.around(vertx, _ -> Future.succeededFuture(answered(200))).send(read());
      assertThat(last.isComplete()).isFalse();
      held.complete(answered(200));
      await().until(last::succeeded);
      assertThat(first.succeeded()).isTrue();
      assertThat(waiting.cause()).hasMessage("mistake");
    } finally {
      vertx.close().await();
    }
  }

  private static Bulkhead bulkhead() {
    var usual = ConfigReader.defaults(BulkheadPolicy.class);
    return new Bulkhead(
        new BulkheadPolicy(true, 1, usual.queue(), Duration.ofMinutes(1)),
        new Bulkhead.Queue() {
          @Override
          public void joined() {}

          @Override
          public void left() {}
        });
  }

  @Test
  void whatSharesAReadThatEndsInAMistakeIsToldAtOnce() {
    var held = Promise.<CallResult>promise();
    var meters = new ServiceMeters(new SimpleMeterRegistry(), "s");
    var call = new Coalescing().around(_ -> held.future(), false, meters);
    var first = call.send(read());
    var second = call.send(read());
    held.fail("mistake");
    assertThat(first.cause()).hasMessage("mistake");
    assertThat(second.cause()).hasMessage("mistake");
  }

  @Test
  void aCallWhoseTimeEndsInTheQueueSaysNothingOfTheService() {
    var vertx = Vertx.vertx();
    try {
      var bulkhead = bulkhead();
      bulkhead.around(vertx, _ -> Promise.<CallResult>promise().future()).send(read());
      var request = read();
      var waiting = bulkhead.around(vertx, _ -> Future.failedFuture("not asked")).send(request);
      request.cancellation().cancel(CallFailure.TIMED_OUT);
      assertThat(Verdict.of(waiting.result())).isEqualTo(Verdict.NONE);
      assertThat(CallOutcome.of(waiting.result())).isEqualTo(CallOutcome.TIMEOUT);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void aGuardStaysWhileItsOwnSettingsDo() {
    var meters = new ServiceMeters(new SimpleMeterRegistry(), "s");
    var guards = new ServiceGuards();
    var first = guards.of(service("a:1", BREAKER, BULKHEAD), Protocol.HTTP, meters);
    var moved = guards.of(service("b:1", BREAKER, BULKHEAD), Protocol.HTTP, meters);
    assertThat(moved.breaker()).isSameAs(first.breaker());
    assertThat(moved.bulkhead()).isSameAs(first.bulkhead());
    var narrow = new BulkheadPolicy(true, 1, 1, Duration.ofSeconds(1));
    var narrowed = guards.of(service("b:1", BREAKER, narrow), Protocol.HTTP, meters);
    assertThat(narrowed.breaker()).isSameAs(first.breaker());
    assertThat(narrowed.bulkhead()).isNotSameAs(first.bulkhead());
    var strict = new BreakerPolicy(true, 1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    var stricter = guards.of(service("b:1", strict, narrow), Protocol.HTTP, meters);
    assertThat(stricter.breaker()).isNotSameAs(first.breaker());
    assertThat(stricter.bulkhead()).isSameAs(narrowed.bulkhead());
    var bus = guards.of(service("b:1", strict, narrow), Protocol.EVENT_BUS, meters);
    assertThat(bus.breaker()).isNotSameAs(stricter.breaker());
  }

  private static final BreakerPolicy BREAKER = ConfigReader.defaults(BreakerPolicy.class);
  private static final BulkheadPolicy BULKHEAD = ConfigReader.defaults(BulkheadPolicy.class);

  private static Service service(String address, BreakerPolicy breaker, BulkheadPolicy bulkhead) {
    var usual = Safeguards.DEFAULT;
    var set =
        new Safeguards(
            usual.retry(), usual.hedge(), breaker, usual.ejection(), bulkhead, false, null);
    return new Service(
        "s",
        Protocol.HTTP,
        false,
        false,
        List.of(new Instance("i", "s", "1", Protocol.HTTP, address, 1, "z", State.UP)),
        set);
  }
}
