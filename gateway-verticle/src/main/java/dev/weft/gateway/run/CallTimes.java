package dev.weft.gateway.run;

import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.plan.PlannedCall;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How long the calls of one answer took, for a caller who may know: {@code
 * orders;dur=3.2;desc="orders 200"} (W3C Server Timing). For one event loop.
 */
public final class CallTimes {
  private static final double NANOS_PER_MILLI = 1e6;

  private final StringBuilder header = new StringBuilder();

  Future<CallResult> of(PlannedCall call, Supplier<Future<CallResult>> send) {
    long began = System.nanoTime();
    return send.get().onSuccess(result -> add(call, System.nanoTime() - began, result));
  }

  private void add(PlannedCall call, long nanos, CallResult result) {
    var what =
        switch (result) {
          case CallResult.Answered answered ->
              answered.status() + (answered.kept() == null ? "" : " kept");
          case CallResult.NotTried(var failure, _) -> failure.reason();
          case CallFailure failure -> failure.reason();
        };
    header
        .append(header.isEmpty() ? "" : ", ")
        .append(call.name())
        .append(String.format(Locale.ROOT, ";dur=%.1f", nanos / NANOS_PER_MILLI))
        .append(";desc=\"")
        .append(call.service().replaceAll("[\"\\\\]", ""))
        .append(' ')
        .append(what)
        .append('"');
  }

  /** The value of the header {@code Server-Timing}; empty when no call was made. */
  public String header() {
    return header.toString();
  }
}
