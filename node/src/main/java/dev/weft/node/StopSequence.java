package dev.weft.node;

import dev.weft.node.management.Handle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of stopping, phase by phase, none longer than its share of the grace period. */
final class StopSequence {

  private static final Logger log = LoggerFactory.getLogger(StopSequence.class);

  private final List<Step> steps = new CopyOnWriteArrayList<>();

  private record Step(StopPhase phase, String what, Supplier<? extends Future<?>> action) {}

  Handle add(StopPhase phase, String what, Supplier<? extends Future<?>> action) {
    var step = new Step(phase, what, action);
    steps.add(step);
    return () -> steps.remove(step);
  }

  /** Never fails: what goes wrong is logged, and stopping goes on. */
  Future<Void> run(Vertx vertx, Duration grace) {
    long start = System.nanoTime();
    return phase(vertx, StopPhase.WITHDRAW, start, grace)
        .compose(_ -> phase(vertx, StopPhase.DRAIN, start, grace))
        .compose(_ -> phase(vertx, StopPhase.CLOSE, start, grace));
  }

  private Future<Void> phase(Vertx vertx, StopPhase phase, long start, Duration grace) {
    var left = phase.endWithin(grace).minusNanos(System.nanoTime() - start);
    var ended = Promise.<Void>promise();
    var mine = steps.stream().filter(step -> step.phase == phase).toList();
    var running = mine.stream().map(StopSequence::begin).toList();
    long timer =
        vertx.setTimer(
            Math.max(1, left.toMillis()),
            _ -> {
              if (ended.tryComplete()) {
                for (int i = 0; i < mine.size(); i++) {
                  if (!running.get(i).isComplete()) {
                    log.warn("stopping goes on without: {}", mine.get(i).what);
                  }
                }
              }
            });
    Future.join(running)
        .onComplete(
            _ -> {
              vertx.cancelTimer(timer);
              ended.tryComplete();
            });
    return ended.future();
  }

  private static Future<?> begin(Step step) {
    return attempt(step).onFailure(e -> log.warn("a step of stopping failed: {}", step.what, e));
  }

  private static Future<?> attempt(Step step) {
    try {
      return step.action.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
