package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.node.trace.TraceContext;
import io.vertx.sqlclient.Row;

/**
 * A message that waits for its next attempt, or behind one that does.
 *
 * @param position in its key
 * @param attempts that have failed
 * @param redriven was a dead letter before
 */
record HeldMessage(long position, int attempts, boolean redriven, Arrival arrival) {

  static HeldMessage of(Row row, Subscriber<?> subscriber) {
    var content = StoredContent.of(row);
    var read =
        new Arrival.Read(
            AmqpBinding.read(content),
            row.getString("source"),
            row.getString("message_id"),
            row.getBoolean("named"),
            row.getString("key"),
            TraceContext.parse(row.getString("traceparent")));
    return new HeldMessage(
        row.getLong("position"),
        row.getInteger("attempts"),
        row.getBoolean("redriven"),
        new Arrival(row.getString("subscription"), subscriber, content, read));
  }
}
