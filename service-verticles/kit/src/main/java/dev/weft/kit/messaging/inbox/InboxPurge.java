package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what the inbox has remembered for long enough, a little at a time, when it is counted. A
 * dead letter is remembered for as long as it is one: it may be redriven, and a copy of it that
 * comes meanwhile is not another message.
 */
public final class InboxPurge {

  private static final Logger LOG = LoggerFactory.getLogger(InboxPurge.class);
  private static final int BATCH = 5_000;
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final String DELETE =
      """
      WITH old AS MATERIALIZED (
        SELECT ctid FROM weft_inbox AS i
         WHERE handled_at < now() - $1 * interval '1 s'
           AND (place IS NULL OR place <= (SELECT counted_to FROM weft_inbox_mark))
           AND NOT EXISTS (
             SELECT FROM weft_dead_letter AS d
              WHERE d.subscription = i.subscription AND d.source = i.source AND d.message_id = i.id)
           AND NOT EXISTS (
             SELECT FROM weft_held AS h
              WHERE h.subscription = i.subscription AND h.source = i.source AND h.message_id = i.id)
         LIMIT $2),
      gone AS (
        DELETE FROM weft_inbox WHERE ctid = ANY (ARRAY (SELECT ctid FROM old))
        RETURNING subscription),
      counted AS (
        INSERT INTO weft_subscription_count AS c (subscription, purged)
        SELECT subscription, count(*) FROM gone GROUP BY subscription ORDER BY subscription
        ON CONFLICT (subscription) DO UPDATE SET purged = c.purged + excluded.purged)
      SELECT count(*) FROM gone\
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final InboxMark mark;
  private final Duration keep;
  private volatile long timer = -1;
  private volatile boolean stopped;

  /** Keeps rows for a time that must be longer than any message may be under way. */
  public InboxPurge(Vertx vertx, Pool pool, Duration keep) {
    this.vertx = vertx;
    this.pool = pool;
    this.mark = new InboxMark(pool);
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
    return mark.advance().compose(_ -> batches());
  }

  private Future<Integer> batches() {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(keep.toSeconds(), BATCH))
        .compose(
            rows -> {
              var gone = rows.iterator().next().getLong(0).intValue();
              return gone < BATCH || stopped
                  ? Future.succeededFuture(gone)
                  : batches().map(more -> more + gone);
            });
  }

  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }
}
