package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * The relay's statements. Each that writes checks in the same statement that its lease still holds.
 */
final class OutboxTable {

  private static final String LOWEST =
      """
      SELECT * FROM weft_outbox
       WHERE id <> ALL ($1::bigint[]) AND type <> ALL ($2::text[]) AND key <> ALL ($3::text[])
       ORDER BY id LIMIT $4\
      """;

  /** The same by way of the types: of one that waits there may be millions, none is read. */
  private static final String LOWEST_OF_EACH_TYPE =
      """
      WITH RECURSIVE kinds AS (
        (SELECT type FROM weft_outbox ORDER BY type LIMIT 1)
        UNION ALL
        SELECT (SELECT o.type FROM weft_outbox AS o
                 WHERE o.type > kinds.type ORDER BY o.type LIMIT 1)
          FROM kinds WHERE kinds.type IS NOT NULL)
      SELECT of_type.* FROM kinds CROSS JOIN LATERAL (
        SELECT * FROM weft_outbox AS o
         WHERE o.type = kinds.type
           AND o.id <> ALL ($1::bigint[]) AND o.key <> ALL ($3::text[])
         ORDER BY o.type, o.id LIMIT $4) AS of_type
       WHERE kinds.type <> ALL ($2::text[])
       ORDER BY id LIMIT $4\
      """;

  private static final String LOAD =
      """
      SELECT id, message_id, type, version, key, payload, content_type, traceparent, tracestate,
             emitted_at
        FROM (SELECT *, sum(length(payload)) OVER (ORDER BY id) - length(payload) AS before
                FROM (%s) AS lowest) AS sized
       WHERE before < $5
       ORDER BY id\
      """;

  private static final String LOAD_ANY = LOAD.formatted(LOWEST);
  private static final String LOAD_OTHERS = LOAD.formatted(LOWEST_OF_EACH_TYPE);

  /** The lock on the lease's row lets nobody take it over before this has committed. */
  private static final String FENCE =
      """
      WITH fence AS MATERIALIZED (
        SELECT 1 FROM weft_relay
         WHERE name = 'outbox' AND epoch = $1 AND until > clock_timestamp() FOR SHARE)\
      """;

  private static final String DELETE =
      FENCE
          + """
          , gone AS (
            DELETE FROM weft_outbox USING fence WHERE id = ANY ($2::bigint[]) RETURNING 1)
          SELECT count(*) AS held FROM fence\
          """;

  private static final String SET_ASIDE =
      FENCE
          + """
          , gone AS (
            DELETE FROM weft_outbox USING fence WHERE id = $2 RETURNING weft_outbox.*),
          dead AS (
            INSERT INTO weft_dead_letter (subscription, source, message_id, type, version, key,
                   payload, content_type, reason, attempts, trace_id)
            SELECT 'outbox', $3, message_id::text, type, version, key,
                   payload, content_type, $4, $5, substring(traceparent FROM 4 FOR 32)
              FROM gone
            ON CONFLICT DO NOTHING)
          SELECT count(*) AS held FROM fence\
          """;

  private static final String OLDEST =
      """
      SELECT extract(epoch FROM clock_timestamp() - emitted_at) * 1000 AS age
        FROM weft_outbox ORDER BY id LIMIT 1\
      """;

  /** A road that has gone silent fails like one that is cut. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final Pool pool;

  OutboxTable(Pool pool) {
    this.pool = pool;
  }

  /** The lowest rows that are not in the backlog, up to a number and a size. */
  Future<List<OutboxRow>> load(
      Backlog backlog, Collection<String> withoutTypes, int rows, long bytes) {
    return ask(
            withoutTypes.isEmpty() ? LOAD_ANY : LOAD_OTHERS,
            Tuple.tuple()
                .addArrayOfLong(backlog.ids())
                .addArrayOfString(withoutTypes.toArray(String[]::new))
                .addArrayOfString(backlog.fullKeys())
                .addInteger(rows)
                .addLong(bytes))
        .map(found -> StreamSupport.stream(found.spliterator(), false).map(OutboxRow::of).toList());
  }

  /** Deletes rows that the broker has; false, and nothing deleted, when the lease is not held. */
  Future<Boolean> delete(long epoch, Collection<Long> ids) {
    return ask(DELETE, Tuple.tuple().addLong(epoch).addArrayOfLong(ids.toArray(Long[]::new)))
        .map(found -> held(found.iterator().next()));
  }

  /** Makes a row a dead letter of the emitter; false, and nothing done, without the lease. */
  Future<Boolean> setAside(long epoch, String source, OutboxRow row, String reason, int attempts) {
    return ask(SET_ASIDE, Tuple.of(epoch, row.id(), source, reason, attempts))
        .map(found -> held(found.iterator().next()));
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

  private static boolean held(Row row) {
    return row.getLong("held") == 1;
  }
}
