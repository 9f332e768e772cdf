package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The days of kept messages: a table for each. */
public final class KeptDays {

  private static final String CHECK_VIOLATION = "23514";

  private KeptDays() {}

  /**
   * Makes the days to come and drops those that are over.
   *
   * @param keep how long messages are kept; null: not at all
   */
  public static Future<Void> tidy(Pool pool, @Nullable Duration keep) {
    return pool.preparedQuery("SELECT weft_sent_days($1::float8 * interval '1 ms')")
        .execute(Tuple.of(keep == null ? null : keep.toMillis()))
        .mapEmpty();
  }

  /** Whether a statement failed because today has no table. */
  static boolean todayIsMissing(Throwable failure) {
    return failure instanceof PgException pg && CHECK_VIOLATION.equals(pg.getSqlState());
  }
}
