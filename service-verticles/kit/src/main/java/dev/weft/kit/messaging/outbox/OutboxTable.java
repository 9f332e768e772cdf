package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The relay's statements. Each that writes checks in the same statement that the leases of its
 * rows' partitions still hold.
 */
final class OutboxTable {

  /**
   * By way of partitions and types: of a type that waits, or of another relay's partitions, there
   * may be millions of rows, and none is read but for a few. Of each kind come somewhat more rows
   * than its share: what one look leaves, the next one finds.
   *
   * <p>A kind's rows are asked for as those from its first on, in the order of the index of kinds.
   * Asked for as those of the kind in the order of ids, they would be looked for in the order of
   * ids, through all rows of all kinds, by a planner that takes ids to be spread evenly.
   *
   * <p>{@code NOT IN (SELECT unnest)} is one hash for all rows, where {@code <> ALL} would go
   * through the array for each.
   */
  private static final String LOAD =
      """
      WITH RECURSIVE kinds AS (
        SELECT mine.partition,
               (SELECT o.type FROM weft_outbox AS o WHERE o.partition = mine.partition
                 ORDER BY o.type LIMIT 1) AS type
          FROM unnest($1::smallint[]) AS mine (partition)
        UNION ALL
        SELECT kinds.partition,
               (SELECT o.type FROM weft_outbox AS o
                 WHERE o.partition = kinds.partition AND o.type > kinds.type
                 ORDER BY o.type LIMIT 1)
          FROM kinds WHERE kinds.type IS NOT NULL),
      lowest AS (
        SELECT of_kind.* FROM kinds CROSS JOIN LATERAL (
          SELECT * FROM weft_outbox AS o
           WHERE (o.partition, o.type) >= (kinds.partition, kinds.type)
             AND o.id NOT IN (SELECT unnest($2::bigint[]))
             AND o.key NOT IN (SELECT unnest($4::text[]))
           ORDER BY o.partition, o.type, o.id
           LIMIT (SELECT greatest(16, 2 * $5::int / greatest(count(type), 1)) FROM kinds)) AS of_kind
         WHERE kinds.type IS NOT NULL AND kinds.type <> ALL ($3::text[])
           AND of_kind.partition = kinds.partition AND of_kind.type = kinds.type
         ORDER BY id LIMIT $5)
      SELECT id, partition, message_id, type, version, key, payload, content_type, traceparent,
             tracestate, emitted_at
        FROM (SELECT *, sum(length(payload)) OVER (ORDER BY id) - length(payload) AS before
                FROM lowest) AS sized
       WHERE before < $6
       ORDER BY id\
      """;

  private static final String GONE =
      Fence.HELD
          + """
          , gone AS (
            DELETE FROM weft_outbox
             WHERE id = ANY ($3::bigint[])
               AND partition = ANY (ARRAY(SELECT partition FROM held)::smallint[])
            RETURNING *)\
          """;

  private static final String KEEP =
      """
      , kept AS (
        INSERT INTO weft_sent (id, partition, message_id, type, version, key, payload,
               content_type, traceparent, tracestate, emitted_at, sent_at)
        SELECT id, partition, message_id, type, version, key, payload,
               content_type, traceparent, tracestate, emitted_at, clock_timestamp()
          FROM gone)\
      """;

  /** In the order of types: two relays that count must not wait for each other. */
  private static final String COUNT =
      """
      , counted AS (
        INSERT INTO weft_published AS before (type, count, last_at)
        SELECT type, count(*), clock_timestamp() FROM gone GROUP BY type ORDER BY type
        ON CONFLICT (type) DO UPDATE
           SET count = before.count + excluded.count, last_at = excluded.last_at)
      SELECT partition FROM held\
      """;

  private static final String SET_ASIDE =
      GONE
          + """
          , dead AS (
            INSERT INTO weft_dead_letter (subscription, source, message_id, type, version, key,
                   payload, content_type, reason, attempts, trace_id)
            SELECT 'outbox', $4, message_id::text, type, version, key,
                   payload, content_type, $5, $6, substring(traceparent FROM 4 FOR 32)
              FROM gone
            ON CONFLICT DO NOTHING)
          SELECT partition FROM held\
          """;

  private static final String OLDEST =
      """
      SELECT extract(epoch FROM clock_timestamp() - emitted_at) * 1000 AS age
        FROM weft_outbox ORDER BY id LIMIT 1\
      """;

  /** A road that has gone silent fails like one that is cut. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final Pool pool;
  private final @Nullable Duration keep;
  private final String delete;

  /**
   * The outbox of a database.
   *
   * @param keep how long what was sent is kept; null: not at all
   */
  OutboxTable(Pool pool, @Nullable Duration keep) {
    this.pool = pool;
    this.keep = keep;
    this.delete = keep == null ? GONE + COUNT : GONE + KEEP + COUNT;
  }

  /** The lowest rows of some partitions that are not in the backlog, up to a number and a size. */
  Future<List<OutboxRow>> load(
      Collection<Integer> partitions,
      Backlog backlog,
      Collection<String> withoutTypes,
      int rows,
      long bytes) {
    return ask(
            LOAD,
            Tuple.tuple()
                .addArrayOfInteger(partitions.toArray(Integer[]::new))
                .addArrayOfLong(backlog.ids())
                .addArrayOfString(withoutTypes.toArray(String[]::new))
                .addArrayOfString(backlog.fullKeys())
                .addInteger(rows)
                .addLong(bytes))
        .map(found -> StreamSupport.stream(found.spliterator(), false).map(OutboxRow::of).toList());
  }

  /**
   * Deletes rows that the broker has, and counts them as published.
   *
   * @return the partitions whose leases are held: of others, nothing was deleted
   */
  Future<Set<Integer>> delete(Collection<Claimed> sent) {
    var fence = Fence.of(sent.stream().map(Claimed::lease).distinct().toList());
    var arguments =
        Tuple.of(
            fence.partitions(),
            fence.epochs(),
            sent.stream().map(claim -> claim.row().id()).toArray(Long[]::new));
    return ask(delete, arguments)
        .recover(
            failure ->
                KeptDays.todayIsMissing(failure)
                    ? KeptDays.tidy(pool, keep).compose(_ -> ask(delete, arguments))
                    : Future.failedFuture(failure))
        .map(OutboxTable::partitions);
  }

  /** Makes a row a dead letter of the emitter; false, and nothing done, without the lease. */
  Future<Boolean> setAside(Claimed claim, String source, String reason, int attempts) {
    var fence = Fence.of(List.of(claim.lease()));
    return ask(
            SET_ASIDE,
            Tuple.of(
                fence.partitions(),
                fence.epochs(),
                new Long[] {claim.row().id()},
                source,
                reason,
                attempts))
        .map(found -> found.size() == 1);
  }

  private static Set<Integer> partitions(RowSet<Row> found) {
    var partitions = new HashSet<Integer>();
    found.forEach(row -> partitions.add(row.getInteger(0)));
    return partitions;
  }

  /** How long the oldest row has waited; zero without one. */
  Future<Duration> oldest() {
    return ask(OLDEST, Tuple.tuple())
        .map(
            found ->
                found.size() == 0
                    ? Duration.ZERO
                    : Duration.ofMillis(
                        Math.max(0, found.iterator().next().getNumeric("age").longValue())));
  }

  private Future<RowSet<Row>> ask(String sql, Tuple arguments) {
    return pool.preparedQuery(sql)
        .execute(arguments)
        .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
