package dev.weft.kit.messaging.books;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Writes the books of a service's subscriptions. */
final class BookTable {

  /** What came in of a publisher before it was heard is counted among all others. */
  private static final String BEGIN =
      """
      WITH mark AS MATERIALIZED (SELECT counted_to FROM weft_inbox_mark FOR UPDATE),
      begun AS (
        INSERT INTO weft_book (subscription, source, entered)
        SELECT $1, $2, (SELECT count(*) FROM weft_inbox AS i
                         WHERE i.subscription = $1 AND i.source = $2
                           AND (i.place IS NULL OR i.place <= mark.counted_to))
          FROM mark
        ON CONFLICT DO NOTHING
        RETURNING entered)
      UPDATE weft_book AS others SET entered = others.entered - begun.entered
        FROM begun WHERE others.subscription = $1 AND others.source = ''\
      """;

  /** Several instances come to the same verdict: the first one writes. */
  private static final String ENTER =
      """
      WITH written AS (
        UPDATE weft_book SET opening = $4, replayed = $5
         WHERE subscription = $1 AND source = $2 AND opening IS NOT DISTINCT FROM $3::bigint
           AND (opening IS DISTINCT FROM $4::bigint OR replayed <> $5)
        RETURNING 1)
      INSERT INTO weft_book_audit (who, act, subscription, source, before, after)
      SELECT $6, $7, $1, $2, $3, $4 FROM written WHERE $3::bigint IS DISTINCT FROM $4::bigint\
      """;

  /** What came in of a publisher that is gone for good is what came in of all others. */
  private static final String CLOSE =
      """
      WITH gone AS (
        DELETE FROM weft_book WHERE subscription = $1 AND source = $2 RETURNING *),
      kept AS (
        INSERT INTO weft_book AS b (subscription, source, entered)
        SELECT subscription, '', entered FROM gone
        ON CONFLICT (subscription, source) DO UPDATE SET entered = b.entered + excluded.entered)
      INSERT INTO weft_book_audit (who, act, subscription, source, before)
      SELECT $3, 'close', subscription, source, opening FROM gone\
      """;

  private final Pool pool;

  BookTable(Pool pool) {
    this.pool = pool;
  }

  /** Counts the messages of publishers apart from now on. */
  Future<Void> begin(String subscription, List<Told> publishers) {
    return Future.join(
            publishers.stream()
                .map(
                    told ->
                        pool.preparedQuery(BEGIN).execute(Tuple.of(subscription, told.source())))
                .toList())
        .mapEmpty();
  }

  Future<Void> enter(String subscription, List<Entry> entries, String who) {
    return Future.join(
            entries.stream()
                .map(
                    entry ->
                        pool.preparedQuery(ENTER)
                            .execute(
                                Tuple.of(
                                    subscription,
                                    entry.source(),
                                    entry.before(),
                                    entry.after(),
                                    entry.replayed(),
                                    who,
                                    entry.act().text())))
                .toList())
        .mapEmpty();
  }

  /** Closes the books of publishers of whom nothing is heard any more. */
  Future<Void> close(String subscription, List<String> sources, String who) {
    return Future.join(
            sources.stream()
                .map(
                    source ->
                        pool.preparedQuery(CLOSE).execute(Tuple.of(subscription, source, who)))
                .toList())
        .mapEmpty();
  }
}
