package dev.weft.kit.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts requests that were taken and not answered yet. Safe for all threads. */
final class InFlight {

  private final AtomicInteger count = new AtomicInteger();
  private volatile @Nullable Promise<Void> none;

  void begin() {
    count.incrementAndGet();
  }

  void end() {
    if (count.decrementAndGet() == 0) {
      tell();
    }
  }

  int count() {
    return count.get();
  }

  /** Completes as soon as there are none. */
  Future<Void> drained() {
    var promise = Promise.<Void>promise();
    none = promise;
    if (count.get() == 0) {
      tell();
    }
    return promise.future();
  }

  private void tell() {
    var promise = none;
    if (promise != null) {
      promise.tryComplete();
    }
  }
}
