package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Who relays which partition, as rows in the database. A lease ends by the database's clock, and
 * its epoch goes up with every change of hands.
 */
final class Leases {

  /** Of the keys; the table has a row for each. */
  static final int PARTITIONS = 16;

  private static final String RENEW =
      """
      WITH here AS (
        INSERT INTO weft_relay (holder, until)
        VALUES ($1, clock_timestamp() + $2 * interval '1 ms')
        ON CONFLICT (holder) DO UPDATE SET until = excluded.until),
      gone AS (
        DELETE FROM weft_relay
         WHERE until < clock_timestamp() - interval '1 hour' AND holder <> $1),
      renewed AS (
        UPDATE weft_partition AS p SET until = clock_timestamp() + $2 * interval '1 ms'
          FROM unnest($3::int[], $4::bigint[]) AS mine (partition, epoch)
         WHERE p.partition = mine.partition AND p.epoch = mine.epoch
           AND p.until > clock_timestamp()
        RETURNING p.partition)
      SELECT (SELECT count(*) FROM weft_relay
               WHERE holder <> $1 AND until > clock_timestamp()) + 1 AS relays,
             ARRAY(SELECT partition::int FROM renewed) AS renewed\
      """;

  /** A partition is left alone while a write under its ended lease is under way. */
  private static final String TAKE =
      """
      WITH free AS MATERIALIZED (
        SELECT partition FROM weft_partition WHERE until <= clock_timestamp()
         ORDER BY random() LIMIT $3 FOR UPDATE SKIP LOCKED)
      UPDATE weft_partition AS p
         SET holder = $1, epoch = epoch + 1, until = clock_timestamp() + $2 * interval '1 ms'
        FROM free WHERE p.partition = free.partition
      RETURNING p.partition, p.epoch\
      """;

  private static final String RELEASE =
      "UPDATE weft_partition SET until = '-infinity' WHERE partition = $1 AND epoch = $2";
  private static final String LEAVE = "DELETE FROM weft_relay WHERE holder = $1";

  private final Pool pool;
  private final String holder;
  private final Duration length;

  Leases(Pool pool, String holder, Duration length) {
    this.pool = pool;
    this.holder = holder;
    this.length = length;
  }

  /**
   * How things stand among the relays.
   *
   * @param relays that are there, this one included
   * @param renewed the partitions whose leases were made longer; others have ended
   */
  record Standing(int relays, Set<Integer> renewed) {

    /** How many partitions each of the relays may have. */
    int share() {
      return (PARTITIONS + relays - 1) / relays;
    }
  }

  /** Says that this relay is there, and makes its leases longer. */
  Future<Standing> renew(Collection<PartitionLease> held) {
    var fence = Fence.of(held);
    return pool.preparedQuery(RENEW)
        .execute(Tuple.of(holder, length.toMillis(), fence.partitions(), fence.epochs()))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Standing(row.getInteger("relays"), Set.of(row.getArrayOfIntegers("renewed"))));
  }

  /** Takes so many partitions that nobody has, or less. */
  Future<List<PartitionLease>> take(int most) {
    var trusted = trustedFromNow();
    return pool.preparedQuery(TAKE)
        .execute(Tuple.of(holder, length.toMillis(), most))
        .map(rows -> taken(rows, trusted));
  }

  private static List<PartitionLease> taken(RowSet<Row> rows, long trusted) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new PartitionLease(row.getInteger(0), row.getLong(1), trusted))
        .toList();
  }

  /** Lets others have it at once. */
  Future<Void> release(PartitionLease lease) {
    return pool.preparedQuery(RELEASE)
        .execute(Tuple.of(lease.partition(), lease.epoch()))
        .mapEmpty();
  }

  /** This relay is no longer there. */
  Future<Void> leave() {
    return pool.preparedQuery(LEAVE).execute(Tuple.of(holder)).mapEmpty();
  }

  /** Until when, in nanoTime, a lease that is asked for now may be trusted. */
  long trustedFromNow() {
    return System.nanoTime() + length.toNanos() * 9 / 10;
  }

  Duration length() {
    return length;
  }
}
