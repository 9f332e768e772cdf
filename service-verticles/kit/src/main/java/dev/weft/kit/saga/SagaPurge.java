package dev.weft.kit.saga;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Removes sagas that have ended long ago, some at a time. */
final class SagaPurge {

  /** As long as the inbox remembers: until then a key is not taken for a new one. */
  private static final Duration KEEP = Duration.ofDays(30);

  private static final int BATCH = 5_000;

  private static final String DELETE =
      """
      DELETE FROM weft_saga WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM weft_saga
         WHERE ended_at < clock_timestamp() - $1 * interval '1 s' LIMIT $2))\
      """;

  private SagaPurge() {}

  /** Completes with the number of rows. */
  static Future<Integer> run(Pool pool) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(KEEP.toSeconds(), BATCH))
        .compose(
            gone ->
                gone.rowCount() < BATCH
                    ? Future.succeededFuture(gone.rowCount())
                    : run(pool).map(more -> more + gone.rowCount()));
  }
}
