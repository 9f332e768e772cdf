package dev.weft.kit.saga;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the sagas of a service are, and which are stuck: longer in a state than its time-out or the
 * saga's patience allows, or with a message that fails. By the database's clock.
 */
final class SagaView {

  /** A time-out that is due takes its way through outbox and broker. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final String SEEN =
      """
      WITH declared AS (
        SELECT * FROM unnest($1::text[], $2::bigint[]) AS d (saga, patience)),
      heard AS (
        SELECT * FROM unnest($3::text[], $4::text[]) AS h (saga, subscription)),
      failing AS (
        SELECT saga, key, jsonb_build_object(
                 'subscription', subscription, 'messageId', message_id, 'deadLetter', l.id,
                 'attempts', attempts, 'reason', reason) AS message
          FROM heard JOIN weft_dead_letter AS l USING (subscription)
        UNION ALL
        SELECT saga, key, jsonb_build_object(
                 'subscription', subscription, 'messageId', message_id,
                 'attempts', attempts, 'reason', reason)
          FROM heard JOIN weft_held USING (subscription) WHERE attempts > 0),
      troubled AS MATERIALIZED (
        SELECT saga, key, jsonb_agg(message) AS failing FROM failing GROUP BY saga, key),
      judged AS (
        SELECT s.*, CASE WHEN ended_at IS NULL THEN failing END AS failing,
               ended_at IS NULL AND clock_timestamp() > coalesce(
                 timeout_at + %d * interval '1 ms',
                 entered_at + coalesce(patience, %d) * interval '1 ms') AS overdue
          FROM weft_saga AS s
          LEFT JOIN declared USING (saga) LEFT JOIN troubled USING (saga, key)),
      seen AS (
        SELECT *, overdue OR failing IS NOT NULL AS stuck FROM judged)
      """
          .formatted(GRACE.toMillis(), SagaBuilder.USUAL_PATIENCE.toMillis());

  private static final String LIST =
      SEEN
          + """
          SELECT *, count(*) OVER () AS matching FROM seen
           WHERE %s
           ORDER BY entered_at, saga, key LIMIT $9\
          """
              .formatted(SagaFilter.CONDITION);

  private static final String SHOW =
      SEEN + "SELECT *, data::text AS text FROM seen WHERE saga = $5 AND key = $6";

  private static final String COUNT =
      SEEN
          + """
          SELECT saga, state, count(*) AS number, count(*) FILTER (WHERE stuck) AS stuck
            FROM seen WHERE ended_at IS NULL GROUP BY saga, state\
          """;

  private final Pool pool;
  private final List<SagaPlan<?, ?>> sagas;
  private final String service;

  SagaView(Pool pool, String service, List<SagaPlan<?, ?>> sagas) {
    this.pool = pool;
    this.service = service;
    this.sagas = List.copyOf(sagas);
  }

  /** How many sagas are in a state. */
  record Count(String saga, String state, long all, long stuck) {}

  /** Those that are longest in their state first, and how many match in all. */
  Future<JsonObject> list(SagaFilter filter, int most) {
    return pool.preparedQuery(LIST)
        .execute(filter.addTo(arguments()).addInteger(most))
        .map(SagaView::page);
  }

  /** One with all that is known of it. */
  Future<Optional<JsonObject>> show(String saga, String key) {
    return pool.preparedQuery(SHOW)
        .execute(arguments().addString(saga).addString(key))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(whole(rows.iterator().next())));
  }

  /** Those that have not ended. */
  Future<List<Count>> counts() {
    return pool.preparedQuery(COUNT)
        .execute(arguments())
        .map(
            rows -> {
              var numbers = new ArrayList<Count>();
              rows.forEach(
                  row ->
                      numbers.add(
                          new Count(
                              row.getString("saga"),
                              row.getString("state"),
                              row.getLong("number"),
                              row.getLong("stuck"))));
              return numbers;
            });
  }

  private Tuple arguments() {
    var listeners = new ArrayList<String>();
    var subscriptions = new ArrayList<String>();
    for (var saga : sagas) {
      for (var type : saga.keys().typesByOwnKey()) {
        listeners.add(saga.name());
        subscriptions.add(type + "::" + service);
      }
    }
    return Tuple.tuple()
        .addArrayOfString(sagas.stream().map(SagaPlan::name).toArray(String[]::new))
        .addArrayOfLong(sagas.stream().map(saga -> saga.patience().toMillis()).toArray(Long[]::new))
        .addArrayOfString(listeners.toArray(String[]::new))
        .addArrayOfString(subscriptions.toArray(String[]::new));
  }

  private static JsonObject page(RowSet<Row> rows) {
    var sagas = new JsonArray();
    var matching = 0L;
    for (var row : rows) {
      matching = row.getLong("matching");
      sagas.add(head(row));
    }
    return JsonObject.of("matching", matching, "sagas", sagas);
  }

  private static JsonObject head(Row row) {
    var failing = row.getJsonArray("failing");
    return new JsonObject()
        .put("saga", row.getString("saga"))
        .put("key", row.getString("key"))
        .put("state", row.getString("state"))
        .put("startedAt", time(row, "started_at"))
        .put("enteredAt", time(row, "entered_at"))
        .put("timeoutAt", time(row, "timeout_at"))
        .put("endedAt", time(row, "ended_at"))
        .put("reason", row.getString("reason"))
        .put("stuck", row.getBoolean("stuck"))
        .put("overdue", row.getBoolean("overdue"))
        .put("failing", failing == null ? new JsonArray() : failing);
  }

  /** The data as text: as JSON they would lose digits on the way. */
  private static JsonObject whole(Row row) {
    var timeout = row.getUUID("timeout_id");
    return head(row)
        .put("timeoutId", timeout == null ? null : timeout.toString())
        .put("compensations", row.getJsonArray("compensations"))
        .put("data", row.getString("text"));
  }

  private static @Nullable String time(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant().toString();
  }
}
