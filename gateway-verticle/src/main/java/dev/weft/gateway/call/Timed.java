package dev.weft.gateway.call;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.concurrent.TimeUnit;

/** Counts and times calls by what came of them. */
final class Timed implements Call {
  private final Call call;
  private final ServiceMeters meters;
  private final EnumMap<CallOutcome, Timer> timers = new EnumMap<>(CallOutcome.class);

  Timed(Call call, ServiceMeters meters) {
    this.call = call;
    this.meters = meters;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    long began = System.nanoTime();
    return call.send(request).onSuccess(result -> record(result, System.nanoTime() - began));
  }

  private void record(CallResult result, long nanos) {
    timers
        .computeIfAbsent(CallOutcome.of(result), meters::calls)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
