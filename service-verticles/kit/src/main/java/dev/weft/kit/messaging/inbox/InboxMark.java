package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows of the inbox once and for all, up to a place below which none can appear any more.
 * Places are drawn in another order than that in which transactions commit. But a transaction draws
 * one when it has the lock of those who insert, so what was drawn before some moment has committed,
 * or never will, when none of those who had the lock at that moment has it any more. No clock and
 * no limit on transactions is trusted. For any thread.
 */
public final class InboxMark {

  private static final String LAST =
      "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM weft_inbox_place";

  private static final String HOLDERS =
      """
      SELECT DISTINCT virtualtransaction FROM pg_locks
       WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
         AND relation = 'weft_inbox'::regclass
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())\
      """;

  private static final String COUNT_TO =
      """
      WITH mark AS MATERIALIZED (
        SELECT counted_to FROM weft_inbox_mark WHERE counted_to < $1 FOR UPDATE),
      fresh AS MATERIALIZED (
        SELECT i.subscription, coalesce(b.source, '') AS source, count(*) AS entered
          FROM weft_inbox AS i
          LEFT JOIN weft_book AS b ON b.subscription = i.subscription AND b.source = i.source
         WHERE i.place > (SELECT counted_to FROM mark) AND i.place <= $1
         GROUP BY 1, 2),
      counted AS (
        INSERT INTO weft_book AS b (subscription, source, entered)
        SELECT subscription, source, entered FROM fresh ORDER BY subscription, source
        ON CONFLICT (subscription, source) DO UPDATE SET entered = b.entered + excluded.entered)
      UPDATE weft_inbox_mark SET counted_to = $1 WHERE EXISTS (SELECT FROM mark)\
      """;

  private final Pool pool;
  private final AtomicReference<@Nullable Moment> before = new AtomicReference<>();

  /** The last place that was drawn, and who may have drawn places and not committed. */
  private record Moment(long place, Set<String> holders) {}

  public InboxMark(Pool pool) {
    this.pool = pool;
  }

  /** Moves the mark as far as can be; not at all while one who had the lock keeps it. */
  public Future<Void> advance() {
    // In this order: one who gets the lock after this has a later place.
    return pool.query(LAST)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0))
        .compose(place -> holders().map(holders -> new Moment(place, holders)))
        .compose(this::countTo);
  }

  private Future<Set<String>> holders() {
    return pool.query(HOLDERS)
        .execute()
        .map(
            rows -> {
              var holders = new HashSet<String>();
              rows.forEach(row -> holders.add(row.getString(0)));
              return holders;
            });
  }

  private Future<Void> countTo(Moment now) {
    var earlier = before.get();
    long safe;
    if (now.holders.isEmpty()) {
      safe = now.place;
    } else if (earlier != null && Collections.disjoint(earlier.holders, now.holders)) {
      safe = earlier.place;
    } else {
      before.compareAndSet(null, now);
      return Future.succeededFuture();
    }
    before.set(now);
    return pool.preparedQuery(COUNT_TO).execute(Tuple.of(safe)).mapEmpty();
  }
}
