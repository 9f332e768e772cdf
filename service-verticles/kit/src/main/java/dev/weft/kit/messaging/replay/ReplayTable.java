package dev.weft.kit.messaging.replay;

import dev.weft.kit.messaging.outbox.Fence;
import dev.weft.kit.messaging.outbox.OutboxRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The statements of replays. */
final class ReplayTable {

  /** One replay of a partition at a time; one that can not go on lets the others go first. */
  private static final String OPEN =
      """
      SELECT DISTINCT ON (part.partition)
             part.replay, part.partition, part.cursor, asked.type, asked.service, asked.since,
             asked.until
        FROM weft_replay_partition AS part JOIN weft_replay AS asked ON asked.id = part.replay
       WHERE part.done_at IS NULL AND part.partition = ANY ($1::smallint[])
       ORDER BY part.partition, part.stuck_at, part.replay\
      """;

  private static final String NEXT =
      """
      SELECT id, partition, message_id, type, version, key, payload, content_type, traceparent,
             tracestate, emitted_at
        FROM weft_sent
       WHERE type = $1 AND partition = $2::smallint AND id > $3
         AND sent_at >= $4 AND emitted_at >= $4 AND emitted_at < $5
       ORDER BY id LIMIT $6\
      """;

  private static final String ADVANCE =
      Fence.HELD
          + """
           UPDATE weft_replay_partition AS part
             SET cursor = $5, sent = sent + $6, refused = refused + $7,
                 done_at = CASE WHEN $8 THEN clock_timestamp() END,
                 stuck_at = CASE WHEN $9 THEN clock_timestamp() ELSE part.stuck_at END
            FROM held
           WHERE part.replay = $3 AND part.partition = $4::smallint
             AND held.partition = part.partition AND part.cursor <= $5\
          """;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final Pool pool;

  ReplayTable(Pool pool) {
    this.pool = pool;
  }

  /** What is to be done for some partitions. */
  Future<List<ReplayPart>> open(Fence leases) {
    return ask(OPEN, Tuple.tuple().addArrayOfInteger(leases.partitions()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(ReplayPart::of).toList());
  }

  /** The kept messages that come next. */
  Future<List<OutboxRow>> next(ReplayPart part, int most) {
    return ask(
            NEXT,
            Tuple.of(
                part.subscription().type(),
                part.partition(),
                part.cursor(),
                part.since(),
                part.until(),
                most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(OutboxRow::of).toList());
  }

  /** Notes how far it is; false, and nothing noted, without the lease or when it was cancelled. */
  Future<Boolean> advance(Fence leases, Progress progress) {
    var part = progress.part();
    var fence = leases.only(part.partition());
    return ask(
            ADVANCE,
            Tuple.of(
                fence.partitions(),
                fence.epochs(),
                part.replay(),
                part.partition(),
                part.cursor(),
                progress.sent(),
                progress.refused(),
                progress.done(),
                progress.interrupted()))
        .map(rows -> rows.rowCount() == 1);
  }

  private Future<RowSet<Row>> ask(String sql, Tuple arguments) {
    return pool.preparedQuery(sql)
        .execute(arguments)
        .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
