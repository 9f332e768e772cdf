package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what the inbox has remembered for long enough, a little at a time. */
public final class InboxPurge {

  private static final Logger LOG = LoggerFactory.getLogger(InboxPurge.class);
  private static final int BATCH = 5_000;
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final String DELETE =
      """
      DELETE FROM weft_inbox
       WHERE ctid = ANY (ARRAY (
         SELECT ctid FROM weft_inbox
          WHERE handled_at < now() - $1 * interval '1 s' LIMIT $2))\
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final Duration keep;
  private volatile long timer = -1;
  private volatile boolean stopped;

  /** Keeps rows for a time that must be longer than any message may be under way. */
  public InboxPurge(Vertx vertx, Pool pool, Duration keep) {
    this.vertx = vertx;
    this.pool = pool;
    this.keep = keep;
  }

  /** Purges some time from now, and again and again. */
  public void start() {
    var most = EVERY.toMillis();
    timer =
        vertx.setTimer(
            ThreadLocalRandom.current().nextLong(most / 2, most),
            _ ->
                run()
                    .onFailure(cause -> LOG.warn("the inbox was not purged: {}", cause.toString()))
                    .onComplete(_ -> start()));
    if (stopped) {
      vertx.cancelTimer(timer);
    }
  }

  /** Purges now; completes with the number of rows. */
  public Future<Integer> run() {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(keep.toSeconds(), BATCH))
        .compose(
            rows ->
                rows.rowCount() < BATCH || stopped
                    ? Future.succeededFuture(rows.rowCount())
                    : run().map(more -> more + rows.rowCount()));
  }

  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }
}
