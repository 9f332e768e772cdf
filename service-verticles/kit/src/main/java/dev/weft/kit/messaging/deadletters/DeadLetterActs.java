package dev.weft.kit.messaging.deadletters;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redrives and discards dead letters, a batch in a transaction, each with its audit. What is asked
 * for twice is done once: the row that is gone can not be taken again.
 */
public final class DeadLetterActs {

  private static final int BATCH = 200;

  /** The subscription of what could not be published. */
  static final String OUTBOX = "outbox";

  /** One act after the other: each must see what the one before did to a key. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(1145389396, 0)";

  private static final String TAKE =
      """
      SELECT id, position, subscription, coalesce(key, message_id) AS key, holds
        FROM weft_dead_letter
       WHERE %s AND id <= $7 AND ($8::text[] IS NULL OR subscription = ANY ($8)) AND position > $9
       ORDER BY position LIMIT $10
         FOR UPDATE\
      """
          .formatted(DeadLetterFilter.CONDITION);

  private static final String LATEST = "SELECT coalesce(max(id), 0) FROM weft_dead_letter";

  private static final String LEFT =
      "SELECT count(*) FROM weft_dead_letter WHERE %s AND id <= $7"
          .formatted(DeadLetterFilter.CONDITION);

  private static final String HOLD_KEYS =
      """
      INSERT INTO weft_held_key (subscription, key, next_try_at)
      SELECT DISTINCT s, k, clock_timestamp() FROM unnest($1::text[], $2::text[]) AS keys (s, k)
       ORDER BY s, k
      ON CONFLICT DO NOTHING\
      """;

  /** Shared like by one who parks a message: handlers at work on the keys are not waited for. */
  private static final String SHARE_KEYS =
      """
      WITH shared AS MATERIALIZED (
        SELECT FROM weft_held_key
         WHERE (subscription, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
         ORDER BY subscription, key
           FOR KEY SHARE)
      SELECT (SELECT count(*) FROM shared)
           = (SELECT count(*) FROM (SELECT DISTINCT s, k
                FROM unnest($1::text[], $2::text[]) AS keys (s, k)) AS wanted) AS complete\
      """;

  /** A copy that was parked meanwhile is the same message, and goes where it belongs. */
  private static final String TO_HELD =
      """
      INSERT INTO weft_held (position, subscription, key, source, message_id, named, redriven, type,
             version, payload, content_type, properties, traceparent, attempts)
      SELECT position, subscription, key, source, message_id, named, true, type,
             version, payload, content_type, properties,
             coalesce('00-' || trace_id || '-' || substr(md5(random()::text), 1, 16) || '-01', ''),
             0
        FROM weft_dead_letter WHERE id = ANY ($1::bigint[])
      ON CONFLICT (subscription, source, message_id) DO UPDATE
         SET position = excluded.position, redriven = true, attempts = 0\
      """;

  /** Whoever has a key locked is at work on it, and finds what is new when it has finished. */
  private static final String WAKE_KEYS =
      """
      WITH idle AS MATERIALIZED (
        SELECT subscription, key FROM weft_held_key
         WHERE (subscription, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
           FOR NO KEY UPDATE SKIP LOCKED)
      UPDATE weft_held_key AS k SET next_try_at = clock_timestamp()
        FROM idle AS i
       WHERE k.subscription = i.subscription AND k.key = i.key
         AND NOT EXISTS (
           SELECT FROM weft_dead_letter AS d
            WHERE d.subscription = k.subscription AND d.key = k.key AND d.holds
              AND d.position < (SELECT min(h.position) FROM weft_held AS h
                                 WHERE h.subscription = k.subscription AND h.key = k.key))\
      """;

  /** As every emitter does: the order of ids in a key is the order of commits. */
  private static final String LOCK_OUTBOX = "SELECT weft_lock($1)";

  private static final String TO_OUTBOX =
      """
      INSERT INTO weft_outbox
             (id, message_id, type, version, key, payload, content_type, traceparent)
      SELECT nextval('weft_outbox_place'), dead.message_id::uuid, dead.type,
             coalesce(dead.version, 1), coalesce(dead.key, dead.message_id), dead.payload,
             coalesce(dead.content_type, 'application/json'),
             '00-' || dead.trace_id || '-' || substr(md5(random()::text), 1, 16) || '-01'
        FROM (SELECT * FROM weft_dead_letter WHERE id = ANY ($1::bigint[])
               ORDER BY position) AS dead\
      """;

  private static final String DELETE = "DELETE FROM weft_dead_letter WHERE id = ANY ($1::bigint[])";

  private static final String COUNT_DISCARDED =
      """
      INSERT INTO weft_subscription_count AS c (subscription, discarded, discarded_unnamed)
      SELECT subscription, count(*), count(*) FILTER (WHERE NOT named)
        FROM weft_dead_letter WHERE id = ANY ($1::bigint[]) GROUP BY subscription
      ON CONFLICT (subscription) DO UPDATE
         SET discarded = c.discarded + excluded.discarded,
             discarded_unnamed = c.discarded_unnamed + excluded.discarded_unnamed\
      """;

  private static final String RELEASE_KEYS =
      """
      SELECT weft_release_key(s, k)
        FROM (SELECT DISTINCT s, k FROM unnest($1::text[], $2::text[]) AS keys (s, k)
               ORDER BY s, k) AS each_one\
      """;

  private static final String AUDIT =
      """
      INSERT INTO weft_dead_letter_audit (who, act, filter, count) VALUES ($1, $2, $3, 0)
      RETURNING id\
      """;

  private static final String AUDIT_MORE =
      "UPDATE weft_dead_letter_audit SET count = count + $2 WHERE id = $1";

  private final Pool pool;
  private final List<String> subscriptions;
  private final Runnable onTouched;

  /**
   * Acts on the dead letters of a service.
   *
   * @param subscriptions that the service has now; nobody would handle what is redriven to others
   * @param onTouched is told when there may be work again
   */
  public DeadLetterActs(Pool pool, Collection<String> subscriptions, Runnable onTouched) {
    this.pool = pool;
    this.subscriptions = List.copyOf(subscriptions);
    this.onTouched = onTouched;
  }

  /** The two things that can be done to a dead letter. */
  public enum Act {
    /** Handle, or publish, it again: where it failed and nowhere else, in its place in its key. */
    REDRIVE,
    /** Forget it. */
    DISCARD;

    String text() {
      return this == REDRIVE ? "redrive" : "discard";
    }
  }

  /**
   * What an act came to.
   *
   * @param touched dead letters that are none any more
   * @param left that the filter means too, and whose subscription the service no longer has
   */
  public record Done(int touched, long left) {}

  /**
   * Does it to all dead letters that the filter means now.
   *
   * @param who for the audit
   */
  public Future<Done> act(Act act, DeadLetterFilter filter, String who) {
    return pool.query(LATEST)
        .execute()
        .compose(
            latest ->
                pool.preparedQuery(AUDIT)
                    .execute(Tuple.of(who, act.text(), filter.json()))
                    .map(audit -> new Run(act, filter, number(latest), number(audit))))
        .compose(
            run ->
                all(run)
                    .compose(
                        touched ->
                            pool.preparedQuery(LEFT)
                                .execute(filter.arguments().addLong(run.latest()))
                                .map(left -> new Done(touched, number(left)))));
  }

  private static long number(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }

  /** What dies while it runs is not meant. */
  private record Run(Act act, DeadLetterFilter filter, long latest, long audit) {}

  private Future<Integer> all(Run run) {
    return run.act() == Act.DISCARD
        ? batches(run, null, Taken.NONE, 0)
        : batches(run, subscriptions, Taken.NONE, 0)
            .compose(held -> batches(run, List.of(OUTBOX), Taken.NONE, held));
  }

  /** Each goes on behind the one before: what was touched is not looked through again. */
  private Future<Integer> batches(
      Run run, @Nullable List<String> of, Taken before, int touchedBefore) {
    return batch(run, of, before)
        .compose(
            taken -> {
              if (taken.ids().isEmpty()) {
                return Future.succeededFuture(touchedBefore);
              }
              onTouched.run();
              return batches(run, of, taken, touchedBefore + taken.ids().size());
            });
  }

  private Future<Taken> batch(Run run, @Nullable List<String> of, Taken before) {
    var arguments =
        run.filter()
            .arguments()
            .addLong(run.latest())
            .addArrayOfString(of == null ? null : of.toArray(String[]::new))
            .addLong(before.lastPosition())
            .addInteger(BATCH);
    return pool.withTransaction(
        connection ->
            send(connection, LOCK, Tuple.tuple())
                .compose(_ -> send(connection, TAKE, arguments))
                .map(Taken::of)
                .compose(
                    taken ->
                        taken.ids().isEmpty()
                            ? Future.succeededFuture(taken)
                            : touch(connection, run, taken).map(taken)));
  }

  private static Future<?> touch(SqlConnection connection, Run run, Taken taken) {
    var done =
        run.act() == Act.DISCARD
            ? discard(connection, taken)
            : taken.ofOutbox() ? publish(connection, taken) : hold(connection, taken);
    return done.compose(
        _ -> send(connection, AUDIT_MORE, Tuple.of(run.audit(), taken.ids().size())));
  }

  private static Future<?> discard(SqlConnection connection, Taken taken) {
    return send(connection, COUNT_DISCARDED, taken.idTuple())
        .compose(_ -> send(connection, DELETE, taken.idTuple()))
        .compose(_ -> send(connection, RELEASE_KEYS, taken.holdingKeyTuple()));
  }

  private static Future<?> publish(SqlConnection connection, Taken taken) {
    return send(connection, LOCK_OUTBOX, taken.distinctKeyTuple())
        .compose(_ -> send(connection, TO_OUTBOX, taken.idTuple()))
        .compose(_ -> send(connection, DELETE, taken.idTuple()));
  }

  private static Future<?> hold(SqlConnection connection, Taken taken) {
    return shareKeys(connection, taken)
        .compose(_ -> send(connection, TO_HELD, taken.idTuple()))
        .compose(_ -> send(connection, DELETE, taken.idTuple()))
        .compose(_ -> send(connection, WAKE_KEYS, taken.keyTuple()));
  }

  /** A key may be forgotten between the two statements; then it is made again. */
  private static Future<?> shareKeys(SqlConnection connection, Taken taken) {
    return send(connection, HOLD_KEYS, taken.keyTuple())
        .compose(_ -> send(connection, SHARE_KEYS, taken.keyTuple()))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("complete")
                    ? Future.succeededFuture()
                    : shareKeys(connection, taken));
  }

  private static Future<RowSet<Row>> send(SqlConnection connection, String sql, Tuple arguments) {
    return connection.preparedQuery(sql).execute(arguments);
  }
}
