package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The right to relay, as a row in the database with an epoch. It ends by the database's clock; what
 * this instance believes is always a little shorter than that.
 */
final class Lease {

  private static final String TAKE =
      """
      UPDATE weft_relay
         SET holder = $1, epoch = epoch + 1, until = clock_timestamp() + $2 * interval '1 ms'
       WHERE name = 'outbox' AND until <= clock_timestamp()
      RETURNING epoch\
      """;
  private static final String RENEW =
      """
      UPDATE weft_relay SET until = clock_timestamp() + $2 * interval '1 ms'
       WHERE name = 'outbox' AND epoch = $1 AND until > clock_timestamp()\
      """;
  private static final String RELEASE =
      "UPDATE weft_relay SET until = '-infinity' WHERE name = 'outbox' AND epoch = $1";

  private final Pool pool;
  private final String holder;
  private final Duration length;

  Lease(Pool pool, String holder, Duration length) {
    this.pool = pool;
    this.holder = holder;
    this.length = length;
  }

  /** The epoch, if nobody else has the lease. */
  Future<OptionalLong> take() {
    return pool.preparedQuery(TAKE)
        .execute(Tuple.of(holder, length.toMillis()))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("epoch")));
  }

  /** Whether it could be made longer; not when it has ended or is another's. */
  Future<Boolean> renew(long epoch) {
    return pool.preparedQuery(RENEW)
        .execute(Tuple.of(epoch, length.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Lets others have it at once. */
  Future<Void> release(long epoch) {
    return pool.preparedQuery(RELEASE).execute(Tuple.of(epoch)).mapEmpty();
  }

  /** Until when, in nanoTime, a lease asked for at a time may be trusted. */
  long trustedUntil(long askedAt) {
    return askedAt + length.toNanos() * 9 / 10;
  }

  Duration length() {
    return length;
  }
}
