package dev.weft.kit.messaging.replay;

import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;

/**
 * One partition's share of a replay.
 *
 * @param cursor the last message that is done with
 */
record ReplayPart(
    long replay,
    int partition,
    SubscriptionName subscription,
    OffsetDateTime since,
    OffsetDateTime until,
    long cursor) {

  static ReplayPart of(Row row) {
    return new ReplayPart(
        row.getLong("replay"),
        row.getInteger("partition"),
        new SubscriptionName(row.getString("type"), row.getString("service")),
        row.getOffsetDateTime("since"),
        row.getOffsetDateTime("until"),
        row.getLong("cursor"));
  }

  ReplayPart from(long newCursor) {
    return new ReplayPart(replay, partition, subscription, since, until, newCursor);
  }
}
