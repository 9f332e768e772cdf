package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.books.TypeBook.AtLeast;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reads what became of the types that a service emits. Outbox and schedule may hold millions of
 * rows, so they are counted by the index up to a limit.
 */
final class TypeBooks {

  private static final int MOST_OF_A_PARTITION = 1_000;
  private static final int MOST_SCHEDULED = 100_000;

  private static final String READ =
      """
      WITH RECURSIVE kinds AS (
        SELECT part.partition, (SELECT o.type FROM weft_outbox AS o
                                 WHERE o.partition = part.partition ORDER BY o.type LIMIT 1) AS type
          FROM (SELECT generate_series(0, 15)::smallint AS partition) AS part
        UNION ALL
        SELECT kinds.partition, (SELECT o.type FROM weft_outbox AS o
                                  WHERE o.partition = kinds.partition AND o.type > kinds.type
                                  ORDER BY o.type LIMIT 1)
          FROM kinds WHERE kinds.type IS NOT NULL),
      waiting AS (
        SELECT kinds.type, sum(least(counted.number, $2))::bigint AS number,
               bool_or(counted.number > $2) AS more, min(lowest.emitted_at) AS oldest
          FROM kinds
         CROSS JOIN LATERAL (
           SELECT count(*) AS number FROM (
             SELECT o.partition, o.type FROM weft_outbox AS o
              WHERE (o.partition, o.type) >= (kinds.partition, kinds.type)
              ORDER BY o.partition, o.type, o.id LIMIT $2 + 1) AS up_to_a_limit
            WHERE partition = kinds.partition AND type = kinds.type) AS counted
         CROSS JOIN LATERAL (
           SELECT o.emitted_at FROM weft_outbox AS o
            WHERE (o.partition, o.type) >= (kinds.partition, kinds.type)
            ORDER BY o.partition, o.type, o.id LIMIT 1) AS lowest
         WHERE kinds.type IS NOT NULL
         GROUP BY kinds.type),
      later AS (
        (SELECT s.type FROM weft_schedule AS s ORDER BY s.type LIMIT 1)
        UNION ALL
        SELECT (SELECT s.type FROM weft_schedule AS s WHERE s.type > later.type
                 ORDER BY s.type LIMIT 1)
          FROM later WHERE later.type IS NOT NULL),
      scheduled AS (
        SELECT later.type, least(counted.number, $3) AS number, counted.number > $3 AS more
          FROM later CROSS JOIN LATERAL (
            SELECT count(*) AS number FROM (
              SELECT FROM weft_schedule AS s WHERE s.type = later.type LIMIT $3 + 1) AS up_to_a_limit
          ) AS counted
         WHERE later.type IS NOT NULL),
      dead AS (
        SELECT type, count(*) AS number FROM weft_dead_letter
         WHERE subscription = 'outbox' GROUP BY type),
      replayed AS (
        SELECT type, json_object_agg(service, count) AS by_service FROM weft_replayed GROUP BY type),
      types AS (
        SELECT unnest($1::text[]) AS type
        UNION SELECT type FROM weft_published
        UNION SELECT type FROM waiting
        UNION SELECT type FROM scheduled
        UNION SELECT type FROM dead)
      SELECT type, coalesce(p.count, 0) AS published,
             coalesce(w.number, 0) AS waiting, coalesce(w.more, false) AS more_waiting,
             coalesce(extract(epoch FROM clock_timestamp() - w.oldest) * 1000, 0)::bigint AS oldest,
             coalesce(s.number, 0) AS scheduled, coalesce(s.more, false) AS more_scheduled,
             coalesce(d.number, 0) AS dead, coalesce(r.by_service, '{}') AS replayed
        FROM types
        LEFT JOIN weft_published AS p USING (type)
        LEFT JOIN waiting AS w USING (type)
        LEFT JOIN scheduled AS s USING (type)
        LEFT JOIN dead AS d USING (type)
        LEFT JOIN replayed AS r USING (type)
       ORDER BY type\
      """;

  private final Pool pool;
  private final String[] emitted;

  /**
   * Reads books of these types and of all others that it finds.
   *
   * @param emitted that have a book though nothing was ever published
   */
  TypeBooks(Pool pool, Collection<String> emitted) {
    this.pool = pool;
    this.emitted = emitted.toArray(String[]::new);
  }

  Future<List<TypeBook>> read() {
    return pool.preparedQuery(READ)
        .execute(
            Tuple.tuple()
                .addArrayOfString(emitted)
                .addLong((long) MOST_OF_A_PARTITION)
                .addLong((long) MOST_SCHEDULED))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(TypeBooks::book).toList());
  }

  private static TypeBook book(Row row) {
    return new TypeBook(
        row.getString("type"),
        row.getLong("published"),
        new AtLeast(row.getLong("waiting"), row.getBoolean("more_waiting")),
        new AtLeast(row.getLong("scheduled"), row.getBoolean("more_scheduled")),
        row.getLong("dead"),
        Duration.ofMillis(Math.max(0, row.getLong("oldest"))),
        byService(row.getJsonObject("replayed")));
  }

  private static Map<String, Long> byService(JsonObject json) {
    var counts = new HashMap<String, Long>();
    json.fieldNames().forEach(service -> counts.put(service, json.getLong(service)));
    return counts;
  }
}
