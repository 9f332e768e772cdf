package dev.weft.gateway.call;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** For whoever holds something until a call ends: however it ends, the future does. */
final class Sent {
  private Sent() {}

  /** What is thrown, by a mistake of the gateway itself, is a failed future. */
  static Future<CallResult> by(Supplier<Future<CallResult>> sending) {
    try {
      return sending.get();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError mistake) {
      return Future.failedFuture(mistake);
    }
  }
}
