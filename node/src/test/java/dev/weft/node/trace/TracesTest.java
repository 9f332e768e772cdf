package dev.weft.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TracesTest {

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @Test
  void outsideOfVertxThereIsNoTrace() {
    assertThat(Traces.current()).isEmpty();
    assertThatThrownBy(() -> Traces.set(TraceContext.fresh()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void callbacksSeeTheTraceOfTheirContext() {
    var trace = TraceContext.fresh();
    var seen = Promise.<Optional<TraceContext>>promise();

    duplicate()
        .runOnContext(
            _ -> {
              Traces.set(trace);
              vertx.timer(1).onComplete(_ -> seen.complete(Traces.current()));
            });

    assertThat(seen.future().await()).contains(trace);
  }

  @Test
  void aCopyInheritsAndTheOriginalIsLeftAlone() {
    var trace = TraceContext.fresh();
    var first = duplicate();
    Traces.LOCAL.put(first, trace);

    var second = first.duplicate(true);
    assertThat(Traces.LOCAL.get(first.duplicate())).as("not a copy").isNull();
    assertThat(Traces.LOCAL.get(second)).isEqualTo(trace);
    Traces.LOCAL.put(second, trace.child());
    assertThat(Traces.LOCAL.get(first)).isEqualTo(trace);
  }

  @Test
  void contextsDoNotSeeEachOther() {
    Traces.LOCAL.put(duplicate(), TraceContext.fresh());

    assertThat(Traces.LOCAL.get(duplicate())).isNull();
  }

  @Test
  void aVirtualThreadKeepsItsTraceWhileItAwaits() {
    var trace = TraceContext.fresh();
    var seen = Promise.<Optional<TraceContext>>promise();
    var verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            context.runOnContext(
                _ -> {
                  Traces.set(trace);
                  vertx.timer(1).await();
                  seen.complete(Traces.current());
                });
            return Future.succeededFuture();
          }
        };

    vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await();

    assertThat(seen.future().await()).contains(trace);
  }

  private static ContextInternal duplicate() {
    return ((ContextInternal) vertx.getOrCreateContext()).duplicate();
  }
}
