package dev.weft.kit.messaging.replay;

import dev.weft.kit.messaging.outbox.KeptDays;
import dev.weft.kit.messaging.outbox.PartitionDuty;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that kept messages have a table for each day, and that days that are over go. */
public final class SentDays implements PartitionDuty {

  private static final Logger LOG = LoggerFactory.getLogger(SentDays.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Pool pool;
  private final @Nullable Duration keep;
  private long timer = -1;
  private boolean stopped;

  /**
   * Does nothing before it is started.
   *
   * @param keep how long messages are kept; null: not at all
   */
  public SentDays(Vertx vertx, Pool pool, @Nullable Duration keep) {
    this.vertx = vertx;
    this.pool = pool;
    this.keep = keep;
  }

  @Override
  public void start(Post post) {
    tidy();
  }

  @Override
  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void tidy() {
    KeptDays.tidy(pool, keep)
        .onFailure(e -> LOG.warn("the days of kept messages can not be made: {}", e.toString()))
        .onComplete(done -> later(done.succeeded() ? EVERY : AFTER_FAILURE));
  }

  private void later(Duration pause) {
    if (!stopped) {
      timer = vertx.setTimer(pause.toMillis(), _ -> tidy());
    }
  }
}
