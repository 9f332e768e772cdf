package dev.weft.kit.messaging.outbox;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** Looks every few seconds how long the oldest message has waited. */
public final class OutboxAge {

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final OutboxTable table;
  private volatile Duration latest = Duration.ZERO;
  private volatile long timer = -1;
  private volatile boolean stopped;

  /** Does not look before {@link #start()}. */
  public OutboxAge(Vertx vertx, Pool pool) {
    this.vertx = vertx;
    this.table = new OutboxTable(pool, null);
  }

  /** Looks now, and again and again. */
  public void start() {
    table.oldest().onSuccess(age -> latest = age).onComplete(_ -> later());
  }

  private void later() {
    timer = vertx.setTimer(EVERY.toMillis(), _ -> start());
    if (stopped) {
      vertx.cancelTimer(timer);
    }
  }

  /** As of the last look that succeeded. */
  public Duration latest() {
    return latest;
  }

  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }
}
