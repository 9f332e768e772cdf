package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Counts the messages of subscriptions where they are, in one statement, so that none is counted
 * twice or missed while it moves. Reads the whole inbox: some tenths of a second for each million
 * messages that it remembers.
 */
public final class Counting {

  /**
   * The inbox has what was consumed, and what died and has an id of its sender's. What is held and
   * in the inbox is a second copy, unless it was redriven.
   */
  private static final String COUNT =
      """
      WITH names AS (
        SELECT unnest($1::text[]) AS subscription
        UNION SELECT subscription FROM weft_dead_letter
        UNION SELECT subscription FROM weft_held_key
        UNION SELECT subscription FROM weft_subscription_count),
      inbox AS (
        SELECT subscription, count(*) AS entered FROM weft_inbox GROUP BY 1),
      held AS (
        SELECT subscription, count(*) FILTER (WHERE redriven OR NOT known) AS held,
               count(*) FILTER (WHERE redriven AND named) AS entered
          FROM (SELECT subscription, redriven, named, EXISTS (
                  SELECT FROM weft_inbox AS i
                   WHERE i.subscription = h.subscription AND i.source = h.source
                     AND i.id = h.message_id) AS known
                  FROM weft_held AS h) AS each_one
         GROUP BY 1),
      dead AS (
        SELECT subscription, count(*) AS dead, count(*) FILTER (WHERE named) AS entered
          FROM weft_dead_letter GROUP BY 1)
      SELECT subscription,
             CASE WHEN subscription = 'outbox' THEN 0
                  ELSE coalesce(inbox.entered, 0) + coalesce(c.purged, 0)
                     - coalesce(held.entered, 0) - coalesce(dead.entered, 0)
                     - coalesce(c.discarded - c.discarded_unnamed, 0) END AS consumed,
             coalesce(held.held, 0) AS held,
             coalesce(dead.dead, 0) AS dead,
             coalesce(c.discarded, 0) AS discarded
        FROM names
        LEFT JOIN inbox USING (subscription)
        LEFT JOIN held USING (subscription)
        LEFT JOIN dead USING (subscription)
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
    return pool.preparedQuery(COUNT)
        .execute(Tuple.tuple().addArrayOfString(subscriptions.toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new SubscriptionCounts(
                                row.getString("subscription"),
                                row.getLong("consumed"),
                                row.getLong("held"),
                                row.getLong("dead"),
                                row.getLong("discarded")))
                    .toList());
  }
}
