package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Counts the messages of subscriptions where they are, in one statement, so that none is counted
 * twice or missed while it moves. Of the inbox it reads what stands behind the {@link InboxMark}.
 */
public final class Counting {

  /**
   * The inbox has what was consumed, and what died and has an id of its sender's. What is held and
   * in the inbox is a second copy, unless it was redriven. A range with two ends lets the planner
   * take the index for it, whatever the mark is.
   */
  private static final String COUNT =
      """
      WITH names AS (
        SELECT unnest($1::text[]) AS subscription
        UNION SELECT subscription FROM weft_dead_letter
        UNION SELECT subscription FROM weft_held_key
        UNION SELECT subscription FROM weft_book
        UNION SELECT subscription FROM weft_subscription_count),
      inbox AS (
        SELECT subscription, source, sum(entered)::bigint AS entered
          FROM (SELECT subscription, source, entered FROM weft_book
                UNION ALL
                SELECT i.subscription, coalesce(b.source, ''), count(*)
                  FROM weft_inbox AS i
                  LEFT JOIN weft_book AS b
                    ON b.subscription = i.subscription AND b.source = i.source
                 WHERE i.place > (SELECT counted_to FROM weft_inbox_mark)
                   AND i.place <= 9223372036854775807
                 GROUP BY 1, 2) AS both_parts
         GROUP BY 1, 2),
      held AS (
        SELECT subscription, source, count(*) FILTER (WHERE redriven OR NOT known) AS held,
               count(*) FILTER (WHERE redriven AND named) AS entered,
               count(*) FILTER (WHERE named AND NOT known) AS taken,
               min(held_at) AS oldest
          FROM (SELECT subscription, source, redriven, named, held_at, EXISTS (
                  SELECT FROM weft_inbox AS i
                   WHERE i.subscription = h.subscription AND i.source = h.source
                     AND i.id = h.message_id) AS known
                  FROM weft_held AS h) AS each_one
         GROUP BY 1, 2),
      dead AS (
        SELECT subscription, count(*) AS dead, count(*) FILTER (WHERE named) AS entered
          FROM weft_dead_letter GROUP BY 1),
      sources AS (
        SELECT subscription, array_agg(b.source) AS names,
               array_agg(coalesce(inbox.entered, 0) + coalesce(held.taken, 0)) AS taken,
               array_agg(b.opening) AS openings, array_agg(b.replayed) AS replayed
          FROM (SELECT * FROM weft_book WHERE source <> '' ORDER BY source) AS b
          LEFT JOIN inbox USING (subscription, source)
          LEFT JOIN held USING (subscription, source)
         GROUP BY 1)
      SELECT subscription,
             CASE WHEN subscription = 'outbox' THEN 0
                  ELSE coalesce(inbox.entered, 0)
                     - coalesce(held.entered, 0) - coalesce(dead.entered, 0)
                     - coalesce(c.discarded - c.discarded_unnamed, 0) END AS consumed,
             coalesce(held.held, 0) AS held,
             coalesce(dead.dead, 0) AS dead,
             coalesce(c.discarded, 0) AS discarded,
             coalesce(extract(epoch FROM clock_timestamp() - held.oldest) * 1000, 0)::bigint
               AS oldest_held,
             sources.names, sources.taken, sources.openings, sources.replayed
        FROM names
        LEFT JOIN (SELECT subscription, sum(entered)::bigint AS entered FROM inbox GROUP BY 1)
             AS inbox USING (subscription)
        LEFT JOIN (SELECT subscription, sum(held)::bigint AS held, sum(entered)::bigint AS entered,
                          min(oldest) AS oldest
                     FROM held GROUP BY 1) AS held USING (subscription)
        LEFT JOIN dead USING (subscription)
        LEFT JOIN sources USING (subscription)
        LEFT JOIN weft_subscription_count AS c USING (subscription)
       ORDER BY subscription\
      """;

  private final Pool pool;
  private final List<String> subscriptions;

  /** Counts for these subscriptions, and for others that left something behind. */
  public Counting(Pool pool, Collection<String> subscriptions) {
    this.pool = pool;
    this.subscriptions = List.copyOf(subscriptions);
  }

  /** The numbers of this moment. */
  public Future<List<SubscriptionCounts>> now() {
    return books().map(books -> books.stream().map(InboxBook::counts).toList());
  }

  /** The numbers of this moment, and what the books need besides. */
  public Future<List<InboxBook>> books() {
    return pool.preparedQuery(COUNT)
        .execute(Tuple.tuple().addArrayOfString(subscriptions.toArray(String[]::new)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Counting::book).toList());
  }

  private static InboxBook book(Row row) {
    return new InboxBook(
        new SubscriptionCounts(
            row.getString("subscription"),
            row.getLong("consumed"),
            row.getLong("held"),
            row.getLong("dead"),
            row.getLong("discarded")),
        Duration.ofMillis(Math.max(0, row.getLong("oldest_held"))),
        sources(row));
  }

  private static List<InboxBook.Source> sources(Row row) {
    var names = row.getArrayOfStrings("names");
    if (names == null) {
      return List.of();
    }
    var taken = row.getArrayOfLongs("taken");
    var openings = row.getArrayOfLongs("openings");
    var replayed = row.getArrayOfLongs("replayed");
    var sources = new ArrayList<InboxBook.Source>();
    for (int i = 0; i < names.length; i++) {
      sources.add(new InboxBook.Source(names[i], taken[i], openings[i], replayed[i]));
    }
    return sources;
  }
}
